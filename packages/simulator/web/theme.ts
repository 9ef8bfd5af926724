import { type Ref, ref, watch } from 'vue'

/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark'

const KEY = 'wxgate_sim_theme'

/** The theme chosen before; what is chosen from now on is kept and shown. */
export function keepTheme(storage: Storage = localStorage): Ref<Theme> {
  const kept = storage.getItem(KEY)
  const theme = ref<Theme>(kept === 'light' || kept === 'dark' ? kept : 'auto')
  const apply = (value: Theme) => {
    if (value === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = value
  }
  apply(theme.value)
  watch(theme, (value) => {
    storage.setItem(KEY, value)
    apply(value)
  })
  return theme
}
