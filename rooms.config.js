// Who may import whom. A newcomer reads the way data flows from here; `npm run check` fails on anything else.
const tests = '(\\.test\\.ts$|/test/)'

/**
 * A room of a package may import only these rooms of it.
 * @param {string} packageName @param {string} room @param {string[]} allowed
 */
function room(packageName, room, allowed) {
  const source = `packages/${packageName}/src/`
  return {
    name: `${packageName}-${room}`,
    comment: `${room} may import ${allowed.join(', ') || 'nothing of its package'}`,
    severity: 'error',
    from: { path: `^${source}${room}/`, pathNot: tests },
    to: { path: `^${source}`, pathNot: [`${room}/`, ...allowed].map((path) => `^${source}${path}`) },
  }
}

/** @param {string} packageName @param {string[]} allowed */
function packageImports(packageName, allowed) {
  return {
    name: `package-${packageName}`,
    comment: `packages/${packageName} may import ${allowed.join(', ') || 'no other package'}`,
    severity: 'error',
    from: { path: `^packages/${packageName}/`, pathNot: tests },
    to: { path: '^packages/', pathNot: [packageName, ...allowed].map((name) => `^packages/${name}`) },
  }
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    packageImports('wechat', []),
    packageImports('simulator', []),
    packageImports('browser', []),
    packageImports('gateway', ['wechat']),
    packageImports('cli', ['gateway', 'simulator', 'wechat']),

    room('wechat', 'wire', ['error', 'secret', 'digest']),
    room('wechat', 'message', ['error', 'secret', 'digest']),
    room('wechat', 'explain', ['error', 'wire/']),
    room('wechat', 'api', ['error', 'secret', 'wire/']),
    room('wechat', 'store', ['error', 'digest']),
    room('wechat', 'credential', ['error', 'secret', 'digest', 'wire/', 'api/', 'store/']),
    room('wechat', 'platform', [
      'error',
      'secret',
      'digest',
      'wire/',
      'message/',
      'api/',
      'store/',
      'credential/',
      // What a platform gives is an account; login knows nothing of platforms.
      'login/account',
    ]),
    room('wechat', 'login', ['error', 'secret', 'digest', 'wire/', 'api/', 'store/', 'credential/']),
    room('wechat', 'way', ['error', 'digest', 'wire/', 'store/', 'login/']),
    room('wechat', 'web', ['error', 'digest', 'wire/', 'message/', 'store/', 'login/', 'way/']),

    room('simulator', 'world', []),
    room('simulator', 'rules', ['world/', 'wire/']),
    room('simulator', 'wire', ['world/', 'rules/', 'fault', 'context']),
    room('simulator', 'api', ['world/', 'rules/', 'page/']),
    room('simulator', 'open', ['world/', 'rules/', 'wire/', 'page/', 'context']),
    room('simulator', 'mp', ['rules/', 'wire/', 'page/', 'context']),
    room('simulator', 'push', ['world/', 'rules/', 'journal']),
    room('simulator', 'control', ['world/', 'rules/', 'wire/', 'open/', 'push/', 'context', 'fault']),
    room('simulator', 'tls', []),

    room('gateway', 'config', []),
    room('gateway', 'record', ['config/']),
    room('gateway', 'http', ['record/random-id', 'record/session', 'record/error', 'config/']),
    room('gateway', 'login', ['context', 'http/', 'record/', 'config/']),
    room('gateway', 'oidc', ['context', 'http/', 'record/', 'config/', 'login/']),
    room('gateway', 'direct', ['context', 'http/', 'record/', 'config/', 'login/']),

    {
      name: 'library-any-runtime',
      comment: 'the library runs wherever fetch and Web Crypto are; only the store in files needs Node.js',
      severity: 'error',
      from: { path: '^packages/wechat/src/', pathNot: [tests, '^packages/wechat/src/store/file'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'library-door-any-runtime',
      comment: 'who imports the library does not get Node.js with it',
      severity: 'error',
      from: { path: '^packages/wechat/src/', pathNot: [tests, '^packages/wechat/src/store/file'] },
      to: { path: '^packages/wechat/src/store/file' },
    },

    {
      name: 'explain-stands-alone',
      comment: 'the catalogue is large and read by people: nothing of the library brings it along',
      severity: 'error',
      from: { path: '^packages/wechat/src/', pathNot: [tests, '^packages/wechat/src/explain/'] },
      to: { path: '^packages/wechat/src/explain/' },
    },
    {
      name: 'no-cycles',
      comment: 'a cycle has no first file to read',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared',
      comment: 'what is imported stands in the package.json beside it',
      severity: 'error',
      // Pages are bundled: what they import is needed to build, not to run.
      from: { pathNot: [tests, '^e2e/', '^bench/', '^faults/', '^mutants/', '/web/', '\\.config\\.'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['wxgate-source', 'node', 'import', 'default'],
      exportsFields: ['exports'],
    },
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
