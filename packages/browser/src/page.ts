/** The parts of a browser's page that are used; the page itself unless given. */
export interface Page {
  fetch(
    url: string,
    options: { method?: string; credentials: 'include' },
  ): Promise<{ status: number; ok: boolean; json(): Promise<unknown> }>
  location: { href: string; assign(url: string): void }
  history: { state: unknown; replaceState(state: unknown, unused: string, url: string): void }
}
