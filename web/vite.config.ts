import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the API. */
const api = process.env.LIENWATCH_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  // The manifest tells scripts/budgets.mjs which chunks a page loads.
  build: { target: 'es2022', manifest: true, sourcemap: false, chunkSizeWarningLimit: 1500, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: { '/api': api, '/first-run': api } },
})
