/** The parts of the page, as they stand in the address after `#`. */
export const PARTS = ['inbox', 'phone', 'accounts', 'rules', 'faults'] as const

export type Part = (typeof PARTS)[number]
