import type { SimulatorControl } from '@wxgate/simulator/test-kit'

/** A gateway with two clients: `shop`, an application beside the gateway, and `tea`, a protected site on another name. */
export interface DoorTown {
  /** The gateway's public URL. */
  gateway: string
  /** The application of `shop`, on the gateway's own site: its pages ask the gateway themselves. */
  app: string
  /** The site of `tea`, on a name of its own, behind forward authentication. */
  site: string
  /** A site that no client knows. */
  foreign: string
  control: SimulatorControl
  openBrowser(person: string): Promise<DoorBrowser>
  /** A request of a program: no browser, no cookies. */
  call(url: string, init?: RequestInit): Promise<Called>
}

export interface Called {
  status: number
  text: string
  headers: Headers
}

/** One browser, in WeChat on somebody's phone. */
export interface DoorBrowser {
  /** Goes to an address and to wherever it leads. Headers go with every request, as a hostile browser would send them. */
  open(url: string, headers?: Record<string, string>): Promise<Opened>
  /** A page at `from` sends an empty form to another address, and the browser goes wherever it leads. */
  submit(from: string, url: string): Promise<Opened>
  /** A page at `from` asks another address with its cookies; undefined when the browser does not let it read the answer. */
  ask(
    from: string,
    url: string,
    method?: 'GET' | 'POST',
  ): Promise<{ status: number; text: string } | undefined>
}

/** Where a browser ended, and every address on the way there. */
export interface Opened {
  url: string
  status: number
  text: string
  way: readonly string[]
}
