import '@fontsource-variable/inter'
import './app/mantine'
import './app/tokens.css'
import './app/app.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { startWords } from './i18n'

const root = document.getElementById('root')
// Only one language comes with a page: the words are there before the first of them is shown.
if (root) void startWords().then(() => createRoot(root).render(<App />))
