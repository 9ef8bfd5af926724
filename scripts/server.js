// Servers that some suites need and a machine may not have, and where they are found.
import { existsSync } from 'node:fs'

/** By name: the variable that points at the program, and where it usually lies. */
export const servers = [
  { name: 'Chromium', variable: 'CHROMIUM_PATH', paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser'] },
  { name: 'nginx', variable: 'NGINX_PATH', paths: ['/usr/sbin/nginx', '/opt/homebrew/bin/nginx'] },
  { name: 'Caddy', variable: 'CADDY_PATH', paths: ['/usr/bin/caddy', '/opt/homebrew/bin/caddy'] },
  {
    name: 'Redis',
    variable: 'REDIS_SERVER_PATH',
    paths: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'],
  },
]

/** The program of a server, or undefined when it is not on this machine. @param {string} name */
export function findServer(name) {
  const server = servers.find((server) => server.name === name)
  const places = server ? [process.env[server.variable], ...server.paths] : []
  return places.find((path) => path !== undefined && existsSync(path))
}
