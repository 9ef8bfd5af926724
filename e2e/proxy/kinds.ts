import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ProxyKind, replace, startProgram } from './proxy-process.ts'

/** nginx reads the example inside of `http { … }`, as Debian's own nginx.conf would. */
export const nginx: ProxyKind = {
  example: 'nginx.conf',
  place(example, { port, gateway, application, certificateFile, keyFile }) {
    const changes = [
      ['server 127.0.0.1:4400;', `server ${gateway};`],
      ['server 127.0.0.1:3000;', `server ${application};`],
      ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
      ['/etc/ssl/certs/tea.example.pem', certificateFile],
      ['/etc/ssl/private/tea.example.key', keyFile],
    ] as const
    return changes.reduce((text, [from, to]) => replace(text, from, to), example)
  },
  start(file, folder) {
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${join(folder, name)};`,
    )
    const main = join(folder, 'nginx.conf')
    const http = ['access_log off;', ...paths, `include ${file};`].join('\n')
    writeFileSync(
      main,
      `pid ${join(folder, 'nginx.pid')};\nerror_log stderr crit;\nevents {}\nhttp {\n${http}\n}\n`,
    )
    return startProgram(process.env.NGINX_PATH ?? 'nginx', ['-p', folder, '-c', main, '-g', 'daemon off;'])
  },
}

/** Caddy asks nobody for certificates here, and has no port for its own administration. */
export const caddy: ProxyKind = {
  example: 'Caddyfile',
  place(example, { port, gateway, application, certificateFile, keyFile }) {
    const changes = [
      ['127.0.0.1:4400', gateway],
      ['127.0.0.1:3000', application],
      [
        '\ntea.example {',
        `\nhttps://tea.example:${port} {\n\tbind 127.0.0.1\n\ttls ${certificateFile} ${keyFile}`,
      ],
    ] as const
    const site = changes.reduce((text, [from, to]) => replace(text, from, to), example)
    return `{\n\tadmin off\n\tauto_https off\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n${site}`
  },
  start: (file, folder) =>
    startProgram(process.env.CADDY_PATH ?? 'caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    }),
}
