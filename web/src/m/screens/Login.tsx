import { type FormEvent, useState } from 'react'
import { asProblem } from '../../api/problem'
import { chose } from '../keptLook'
import { phone, usePhone } from '../phone'
import { Button, Field } from '../ui'
import { setLanguage, t, useLanguage } from '../words'

function Other() {
  const language = useLanguage()
  return <Button look="quiet" onClick={() => { setLanguage(language === 'zh' ? 'en' : 'zh'); chose() }}>{language === 'zh' ? 'English' : '中文'}</Button>
}

export function Login() {
  const { ended, waiting } = usePhone()
  const [said, say] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    say(null)
    phone
      .logIn(String(form.get('email')), String(form.get('password')))
      .catch((error: unknown) => {
        const problem = asProblem(error)
        say(problem.status === 0 ? t('login.offline') : problem.status === 401 ? t('login.wrong') : problem.status === 429 ? t('login.locked', { s: problem.retryAfter ?? 30 }) : problem.detail)
      })
      .finally(() => setBusy(false))
  }
  return (
    <main className="login">
      <div>
        <img src="/m-icon-192.png" alt="" width={72} height={72} />
      </div>
      <div>
        <h1>{t('app.name')}</h1>
        <p className="sub">{t('login.lead')}</p>
      </div>
      {ended && <div className="note warn">{t('login.expired')}</div>}
      {waiting > 0 && <span className="pill warn" style={{ justifySelf: 'start' }}>{t('login.waiting', { n: waiting })}</span>}
      <form onSubmit={submit}>
        <Field label={t('login.email')} name="email" type="email" autoComplete="username" inputMode="email" required />
        <Field label={t('login.password')} name="password" type="password" autoComplete="current-password" required />
        {said && <div className="note bad" role="alert">{said}</div>}
        <Button type="submit" look="main" busy={busy}>{t('login.submit')}</Button>
      </form>
      <Other />
    </main>
  )
}

/** Somebody of the lender: their pages are elsewhere. */
export function NotHere() {
  return (
    <main className="login">
      <h1>{t('app.name')}</h1>
      <p className="sub">{t('login.not_contractor')}</p>
      <a className="btn main" href="/">{t('login.to_dashboard')}</a>
      <Button onClick={() => void phone.logOut()}>{t('me.log_out')}</Button>
    </main>
  )
}
