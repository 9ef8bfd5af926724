import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError, exitCodes } from '../exit.ts'

/** Variables of a shell by name. */
type Variables = Readonly<Record<string, string>>

/**
 * The certificate that programs must trust to meet the simulator under WeChat's names. Throws `CommandError`
 * while nobody has made it: variables that name no file would break every https call of the shell.
 */
export function readCertificateFile(folder: string): string {
  const file = join(folder, 'ca.pem')
  if (existsSync(file)) return file
  throw new CommandError(
    exitCodes.checkFailed,
    'authority_missing',
    `There is no certificate at ${file} yet. Start \`wxgate simulate --tls\` first, with the same --state-dir.`,
  )
}

/**
 * The proxy, and whom to trust, by the names that common runtimes look for. Ruby's Net::HTTP looks at `http_proxy`
 * for https too; calls to this machine stay direct.
 */
export function buildEnvironment(port: number, certificate: string): Variables {
  const proxy = `http://127.0.0.1:${port}`
  return {
    HTTPS_PROXY: proxy,
    http_proxy: proxy,
    NO_PROXY: 'localhost,127.0.0.1,::1',
    no_proxy: 'localhost,127.0.0.1,::1',
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: certificate,
    SSL_CERT_FILE: certificate,
    CURL_CA_BUNDLE: certificate,
    REQUESTS_CA_BUNDLE: certificate,
  }
}

function quote(text: string): string {
  return /^[\w.:/,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** Lines for a shell's `eval`. */
export function writeExports(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${quote(value)}`)
    .join('\n')
}

/** Java reads neither: it wants a trust store of its own and two properties. */
export function describeJava(port: number, certificate: string): string {
  const store = quote(certificate.replace(/ca\.pem$/, 'trust.p12'))
  return [
    'For Java, once:',
    `  keytool -importcert -noprompt -alias wxgate -storetype PKCS12 -storepass changeit -file ${quote(certificate)} -keystore ${store}`,
    'then start it with:',
    `  java -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=${port} -Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=changeit …`,
  ].join('\n')
}
