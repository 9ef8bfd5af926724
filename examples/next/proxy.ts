import { login } from '@/lib/login'

export async function proxy(request: Request) {
  const visitor = await login.guard(request, { profile: true })
  if (visitor instanceof Response) return visitor
}

export const config = { matcher: '/' }
