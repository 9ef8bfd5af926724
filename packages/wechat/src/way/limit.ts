import type { Ask } from './ask.ts'

/** How many new sign-ins are taken, in this process. */
export interface Limits {
  /**
   * Counts a new sign-in of a browser. Undefined when it may begin, else the seconds until another one may: then nothing
   * is kept. A sign-in that is under way is not asked.
   */
  countStart(
    ask: Pick<Ask, 'address'>,
    start: { browserId: string | undefined; bytes: number },
  ): number | undefined
  /** The seconds until a browser may begin another sign-in, as `countStart` would say; counts nothing. */
  checkStart(
    ask: Pick<Ask, 'address'>,
    start: { browserId: string | undefined; bytes: number },
  ): number | undefined
  /** Counts a row that is kept for a browser that brought no cookie, beside its attempt. */
  countRow(bytes: number): void
  /** Gives back the room of such a browser's attempt: it came back from WeChat, so it is open no more. */
  endRow(bytes: number): void
  /** Counts a code that WeChat did not know. */
  countFailure(ask: Pick<Ask, 'address'>): void
  /** The seconds until codes of this address are tried again; undefined while they are. */
  checkFailures(ask: Pick<Ask, 'address'>): number | undefined
}

const windowMs = 600_000
const mostOfBrowser = 60
const mostOfBlock = 3000
const mostFailures = 200
const mostStrangerBytes = 16_777_216
// A row has hashed keys, index entries and a seal around what it carries, which base64 lengthens by a third.
const rowBytes = 1_000
const measureRow = (bytes: number) => rowBytes + bytes * 1.5
// A counter costs about 100 bytes: beyond so many, a name that is new in this window is not counted by itself.
const mostNames = 100_000

/**
 * Limits for ten minutes at a time: 60 new sign-ins for a browser, 3,000 for a block of addresses (/24, /56), of which
 * 200 codes may be unknown to WeChat, and 16 MB for browsers that brought no cookie. Addresses of this machine and of
 * private networks are not counted: a proxy stands there.
 */
export function createLimits(now: () => number): Limits {
  let endsAt = 0
  let counts = new Map<string, number>()
  let strangerBytes = 0

  const readWait = () => Math.max(1, Math.ceil((endsAt - now()) / 1000))
  const open = () => {
    if (now() < endsAt && endsAt - now() <= windowMs) return
    endsAt = now() + windowMs
    counts = new Map()
    strangerBytes = 0
  }
  const isFull = (name: string | undefined, most: number) =>
    name !== undefined && (counts.get(name) ?? 0) >= most
  const add = (name: string | undefined) => {
    if (name === undefined || (!counts.has(name) && counts.size >= mostNames)) return
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const check: Limits['checkStart'] = ({ address }, { browserId, bytes }) => {
    open()
    const isOver = browserId === undefined && strangerBytes + measureRow(bytes) > mostStrangerBytes
    const isBusy = isFull(browserId && `browser ${browserId}`, mostOfBrowser)
    return isOver || isBusy || isFull(readBlock(address), mostOfBlock) ? readWait() : undefined
  }
  const countRow = (bytes: number) => {
    open()
    strangerBytes += measureRow(bytes)
  }
  return {
    checkStart: check,
    countStart({ address }, start) {
      const wait = check({ address }, start)
      if (wait !== undefined) return wait
      add(start.browserId && `browser ${start.browserId}`)
      add(readBlock(address))
      if (start.browserId === undefined) countRow(start.bytes)
      return undefined
    },
    countRow,
    endRow(bytes) {
      strangerBytes = Math.max(0, strangerBytes - measureRow(bytes))
    },
    countFailure({ address }) {
      open()
      const block = readBlock(address)
      add(block && `failed ${block}`)
    },
    checkFailures({ address }) {
      open()
      const block = readBlock(address)
      return isFull(block && `failed ${block}`, mostFailures) ? readWait() : undefined
    },
  }
}

/** The block that an address is counted in; undefined for addresses that are not counted. */
export function readBlock(address: string | undefined): string | undefined {
  if (address === undefined) return undefined
  const four = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(address)
  if (four) {
    const [, one, two, three] = four
    return isPrivate(Number(one), Number(two)) ? undefined : `${one}.${two}.${three}.0/24`
  }
  // An IPv6 address: this machine, a private network (RFC 4193) and a link (RFC 4291) are not counted.
  if (!address.includes(':') || /^(?:::1$|f[cd]|fe[89ab])/i.test(address)) return undefined
  const hex = expand(address).slice(0, 14)
  return `${hex}/56`
}

function isPrivate(one: number, two: number): boolean {
  if (one === 127 || one === 10 || (one === 192 && two === 168) || (one === 169 && two === 254)) return true
  // RFC 1918, and the carriers' own network of RFC 6598.
  return (one === 172 && two >= 16 && two < 32) || (one === 100 && two >= 64 && two < 128)
}

/** All 32 hexadecimal digits of an IPv6 address. */
function expand(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const read = (part: string | undefined) =>
    part ? part.split(':').map((group) => group.padStart(4, '0')) : []
  const [front, back] = [read(head), read(tail)]
  const middle =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0000')
  return [...front, ...middle, ...back].join('')
}
