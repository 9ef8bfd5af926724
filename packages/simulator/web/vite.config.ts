import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const simulator = 'http://localhost:4401'

export default defineConfig({
  root: import.meta.dirname,
  base: '/__sim/page/',
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
  },
  build: {
    outDir: '../dist/page',
    emptyOutDir: false,
    assetsDir: '.',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
  },
  server: { port: 4411, proxy: { '^/(__sim/(?!page)|connect|mmopen)': simulator } },
})
