import { useEffect, useState } from 'react'
import { pending } from '../items'
import { chose, settleLook } from '../keptLook'
import { phone, usePhone } from '../phone'
import { type Scheme, scheme, setScheme } from '../scheme'
import { Button, Choice, Page, useDeed } from '../ui'
import { type Language, moment, setLanguage, t, useLanguage } from '../words'

const keep = () => {
  chose()
  void settleLook()
}

type Installer = Event & { prompt: () => Promise<unknown> }
let installer: Installer | null = null
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  installer = event as Installer
})

export function Me() {
  const { session, crew, items } = usePhone()
  const language = useLanguage()
  const [look, setLook] = useState(scheme())
  const [installable, setInstallable] = useState(installer !== null)
  const deed = useDeed()
  useEffect(() => setInstallable(installer !== null), [])
  const apple = /iPhone|iPad/.test(navigator.userAgent)
  return (
    <Page title={t('me.title')}>
      <section className="card">
        <b className="big">{session?.display_name}</b>
        <dl className="kv">
          <dt>{t('me.company')}</dt>
          <dd>{crew?.vendor}</dd>
          <dt>{t('login.email')}</dt>
          <dd>{session?.email}</dd>
          <dt>{t('me.storage')}</dt>
          <dd>{pending(items).length}</dd>
        </dl>
        {session && <p className="meta">{t('me.version', { time: moment(session.expires_at) })}</p>}
      </section>
      {(installable || apple) && (
        <section className="card">
          <h2>{t('me.install')}</h2>
          {apple ? <p>{t('me.install_ios')}</p> : <Button look="main" onClick={() => void installer?.prompt().then(() => setInstallable(false))}>{t('me.install')}</Button>}
        </section>
      )}
      <section className="card">
        <Choice<Language> label={t('me.language')} of={[['en', 'English'], ['zh', '中文']] as const} value={language} set={(to) => { setLanguage(to); keep() }} />
        <Choice<Scheme> label={t('me.theme')} of={[['auto', t('me.auto')], ['light', t('me.light')], ['dark', t('me.dark')]] as const} value={look} set={(to) => { setScheme(to); setLook(to); keep() }} />
      </section>
      <section className="card">
        <p className="sub">{t('me.log_out_text')}</p>
        {deed.note}
        <Button look="danger" busy={deed.busy} onClick={() => deed.run(() => phone.logOut())}>{t('me.log_out')}</Button>
      </section>
    </Page>
  )
}
