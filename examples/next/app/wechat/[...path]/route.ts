import { login } from '@/lib/login'

export const GET = login.handler
export const POST = login.handler
