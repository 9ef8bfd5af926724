import type { BriefTable } from '../brief.ts'

/** The codes of the gateway and of the command; those on pages for visitors stand there. */
export const gatewayErrors: BriefTable = {
  config_invalid: {
    kind: 'config',
    en: [
      'The settings cannot be used (exit code 3).',
      'A key is misspelt, missing, or has a value that cannot work.',
      'Read `problems`: it names each setting in a sentence.',
    ],
    zh: [
      '配置不能用（退出码 3）。',
      '某个键拼错、缺失，或值不可能有效。',
      '看 `problems`：它用一句话说明每一项。',
    ],
  },
  record_unreachable: {
    kind: 'config',
    en: [
      'The database cannot be opened, read or written.',
      'The path or URL is wrong, the rights are missing, or the disk is full.',
      'Check path, rights and disk.',
    ],
    zh: ['数据库无法打开、读取或写入。', '路径或 URL 有误、没有权限，或磁盘已满。', '检查路径、权限和磁盘。'],
  },
  record_migration_failed: {
    kind: 'config',
    en: [
      'The schema of the database is not the one that this version needs.',
      'A newer version wrote it, or a migration broke off; `cause` says which.',
      'Restore a copy, or run the version that wrote it.',
    ],
    zh: [
      '数据库结构不是这个版本需要的。',
      '它由更新的版本写成，或升级中断；`cause` 说明是哪一种。',
      '恢复备份，或运行写它的那个版本。',
    ],
  },
  record_seal_broken: {
    kind: 'config',
    en: [
      'A sealed value does not open.',
      'The secret key was changed without keeping the old one, or the value was altered.',
      'Bring the old key back, behind the new one.',
    ],
    zh: ['封装的值无法解开。', '换了密钥而没有保留旧的，或值被改动。', '把旧密钥加回来，放在新密钥后面。'],
  },
  record_client_invalid: {
    kind: 'config',
    en: [
      'A client has a URL that no browser can be sent to.',
      'A redirect URI or return URL is not http or https.',
      'Correct the URL of the client.',
    ],
    zh: [
      '客户端有浏览器无法跳转的 URL。',
      'redirect URI 或返回地址不是 http 或 https。',
      '改正客户端的 URL。',
    ],
  },
  http_refused: {
    kind: 'config',
    en: [
      'The gateway cannot read the request.',
      'The URL or a header is malformed, or the URL is too long.',
      'Compare the request with the documentation of the endpoint.',
    ],
    zh: ['网关无法读取请求。', 'URL 或请求头格式不对，或 URL 太长。', '对照接口文档检查请求。'],
  },
  http_not_found: {
    kind: 'config',
    en: ['There is nothing at this address.', 'The path is misspelt.', 'Correct the path.'],
    zh: ['这个地址什么也没有。', '路径写错。', '改正路径。'],
  },
  http_broken: {
    kind: 'config',
    en: [
      'The gateway failed while it answered.',
      'The database is out of reach (503), or the program has a fault (500).',
      'Look up the request id in the log.',
    ],
    zh: ['网关在应答时出错。', '数据库无法访问（503），或程序有错误（500）。', '用请求编号查日志。'],
  },
  session_missing: {
    kind: 'reauthorizeUser',
    en: [
      'Nobody is signed in in this browser.',
      'The session ended, or its cookie did not come along.',
      'Send the visitor to /login/…; from another origin, call with credentials.',
    ],
    zh: [
      '这个浏览器里没有人登录。',
      '会话结束，或没有带上 Cookie。',
      '把访客送到 /login/…；从别的源调用时要带上凭据。',
    ],
  },
  session_origin_refused: {
    kind: 'config',
    en: [
      'Another site may not sign people out here.',
      "The call comes from an origin that is none of a client's, or its page hides the Origin header.",
      'Call from a registered origin; do not send Referrer-Policy: no-referrer with a form.',
    ],
    zh: [
      '别的网站不能让人在这里退出。',
      '调用来自没有登记的源，或页面隐藏了 Origin 头。',
      '从登记的源调用；带表单的页面不要发送 Referrer-Policy: no-referrer。',
    ],
  },
  usage_invalid: {
    kind: 'config',
    en: [
      'The command was called in a way it does not have (exit code 2).',
      'A flag or a word is misspelt or missing.',
      'Read wxgate help and the name of the command.',
    ],
    zh: ['命令的用法不对（退出码 2）。', '选项或参数拼错、缺失。', '看 wxgate help 加命令名。'],
  },
  check_failed: {
    kind: 'config',
    en: [
      'A check of the command failed (exit code 1).',
      'The command did its work; what it looked at is not as it should be.',
      'Read what it printed.',
    ],
    zh: ['命令的检查没有通过（退出码 1）。', '命令本身正常；它检查的内容不对。', '看它打印的内容。'],
  },
  record_failed: {
    kind: 'config',
    en: [
      'The command cannot use the database of its state directory (exit code 3).',
      'The directory belongs to another version or another key, or cannot be written.',
      'Read the message; for a trial, begin with a new --state-dir.',
    ],
    zh: [
      '命令无法使用状态目录里的数据库（退出码 3）。',
      '目录属于另一个版本或另一个密钥，或不可写。',
      '看提示；试用时可以换一个 --state-dir。',
    ],
  },
  state_unusable: {
    kind: 'config',
    en: [
      'The state directory cannot be used.',
      'It is no directory, or the process may not write to it.',
      'Name another with --state-dir, or mend its rights.',
    ],
    zh: ['状态目录不能用。', '它不是目录，或进程没有写权限。', '用 --state-dir 换一个，或修正权限。'],
  },
  state_in_use: {
    kind: 'config',
    en: [
      'Another process uses the state directory.',
      'A second wxgate dev runs with the same --state-dir.',
      'Stop the other one, or name another directory.',
    ],
    zh: [
      '状态目录正被另一个进程使用。',
      '另一个 wxgate dev 用了同一个 --state-dir。',
      '停止那一个，或换一个目录。',
    ],
  },
  port_taken: {
    kind: 'config',
    en: [
      'Another process listens on the port (exit code 4).',
      'A second start, or another program uses the port.',
      'Stop it, or choose another port by the flag that the message names.',
    ],
    zh: [
      '另一个进程正在监听这个端口（退出码 4）。',
      '重复启动，或别的程序在用它。',
      '停止它，或用提示里的选项换一个端口。',
    ],
  },
  port_unusable: {
    kind: 'config',
    en: [
      'The process may not listen on the port (exit code 4).',
      'Ports below 1024 want rights, or the address is not of this machine.',
      'Choose a port above 1023, and an address of this machine.',
    ],
    zh: [
      '进程不能监听这个端口（退出码 4）。',
      '1024 以下的端口需要权限，或地址不属于本机。',
      '选 1023 以上的端口和本机的地址。',
    ],
  },
  authority_missing: {
    kind: 'config',
    en: [
      'The simulator has no certificate authority yet (exit code 1).',
      'wxgate simulate --tls was never started with this state directory.',
      'Start it once, then ask again.',
    ],
    zh: [
      '模拟器还没有证书颁发机构（退出码 1）。',
      '从未用这个状态目录启动过 wxgate simulate --tls。',
      '先启动一次，再执行。',
    ],
  },
}
