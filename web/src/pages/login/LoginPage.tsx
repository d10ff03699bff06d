import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconRadar2 } from '@tabler/icons-react'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { answered, api, setCsrf } from '../../api/client'
import { asProblem, type Problem } from '../../api/problem'
import { sessionQuery } from '../../api/queries'
import { queries } from '../../app/client'
import { setLanguage, useWords } from '../../i18n'
import './login.css'

const route = getRouteApi('/login')

/** The first page after a log-in is mostly the live map: its code, its workers and the browser's drawing come while
 *  somebody types. */
const ready = async () => {
  await Promise.all([import('../live/LivePage'), import('../../map/FleetMap')])
  const { maplibre } = await import('../../map/engine')
  maplibre.prewarm()
  // The first drawing context of a browser takes the longest.
  document.createElement('canvas').getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
}

/** Only a path of this site: never another origin. */
export const inner = (to: string | undefined) => (to && /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/')

export default function LoginPage() {
  const { t, language } = useWords()
  const { to, ended } = route.useSearch()
  const router = useRouter()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    const soon = setTimeout(() => void ready().catch(() => undefined), 300)
    return () => clearTimeout(soon)
  }, [])
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    try {
      const session = await answered(api.POST('/api/v1/session', { body: { email: String(form.get('email')), password: String(form.get('password')) } }))
      queries.clear()
      setCsrf(session.csrf_token)
      queries.setQueryData(sessionQuery.queryKey, session)
      router.history.push(inner(to))
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  const said = problem && (problem.status === 401 ? t('login.wrong') : problem.status === 429 ? t('login.locked', { s: problem.retryAfter ?? 30 }) : problem.status === 0 ? t('error.unreachable') : problem.detail)
  return (
    <main className="login">
      <form className="panel" onSubmit={(event) => void submit(event)} aria-labelledby="login-title">
        <div className="login-brand">
          <span>
            <IconRadar2 size={22} aria-hidden />
          </span>
          <div>
            <h1 id="login-title">{t('brand')}</h1>
            <p>{t('login.lead')}</p>
          </div>
        </div>
        {ended && !problem && <div className="login-note">{t('login.expired')}</div>}
        <TextInput label={t('login.email')} name="email" type="email" autoComplete="username" required autoFocus withAsterisk={false} size="md" />
        <PasswordInput label={t('login.password')} name="password" autoComplete="current-password" required withAsterisk={false} size="md" />
        {said && (
          <div className="login-wrong" role="alert">
            {said}
          </div>
        )}
        <Button type="submit" size="md" loading={busy} fullWidth>
          {t('login.submit')}
        </Button>
        <p className="meta">{t('login.first')}</p>
      </form>
      <button type="button" className="chip" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
        {language === 'zh' ? 'English' : '中文'}
      </button>
    </main>
  )
}
