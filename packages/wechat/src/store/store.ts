/** A row that is remembered. */
export interface KeptRow {
  value: string
  /** Grows with every write, and is never used again for the same kind and key, not even after a drop. */
  version: number
  /** Milliseconds since 1970. At this moment the row is gone. */
  expiresAt: number
}

/** How long a row lives, and whose it is. */
export interface KeepOptions {
  /** Milliseconds since 1970. */
  expiresAt: number
  /** Everything of an owner can be dropped at once: a person's, a grant's. */
  owner?: string | undefined
}

/**
 * Where things are remembered that end by themselves. Five verbs and `drop`; every driver passes the suite of
 * `storeContract`. Kinds and keys are compared byte by byte. An expired row is absent, whether or not it has been
 * swept away. A driver ends every call in reasonable time, by an error if need be. Values may hold secrets: a driver that writes to disk should seal them.
 */
export interface Store {
  get(kind: string, key: string): Promise<KeptRow | undefined>
  /** Writes whatever was there before; value, end and owner are replaced. Of several writers the last one wins. */
  save(kind: string, key: string, value: string, options: KeepOptions): Promise<void>
  /** Reads and deletes in one step: of many callers exactly one gets the row. */
  take(kind: string, key: string): Promise<KeptRow | undefined>
  /**
   * Writes only if the row still has this version; 0 means that there must be none. False when it has not. An
   * owner that is not given stays as it was.
   */
  compareAndSave(
    kind: string,
    key: string,
    version: number,
    value: string,
    options: KeepOptions,
  ): Promise<boolean>
  /**
   * Takes a lease, renews it (same holder) or gives it back (same holder, `ttlMs` 0). Answers a fence, a number
   * that is greater than that of every earlier holder, or undefined while somebody else holds the lease. Leases
   * and rows of the same kind and key have nothing to do with each other.
   */
  lease(kind: string, key: string, options: { holder: string; ttlMs: number }): Promise<number | undefined>
  /** Deletes one row, or all rows of an owner; answers how many went. */
  drop(target: { kind: string; key: string } | { owner: string }): Promise<number>
}
