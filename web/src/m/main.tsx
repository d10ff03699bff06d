import '@fontsource-variable/inter/wght.css'
import './m.css'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { phone } from './phone'
import { startScheme } from './scheme'
import { startWords } from './words'

startScheme()
startWords()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
void phone.start()
// The scope is the app's own: pages of the dashboard are none of its business.
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/m-sw.js', { scope: '/m' }).catch(() => undefined)
