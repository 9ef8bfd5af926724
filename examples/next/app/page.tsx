import { headers } from 'next/headers'
import { login } from '@/lib/login'

export default async function Home() {
  const visitor = await login.visitor({ headers: await headers() })
  return <h1>Hello {visitor?.kind === 'profile' && visitor.nickname}</h1>
}
