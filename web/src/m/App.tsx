import { IconBriefcase, IconCloudUpload, IconUser } from '@tabler/icons-react'
import { lazy, Suspense, useEffect } from 'react'
import { pending } from './items'
import { usePhone } from './phone'
import { go, type Route, useRoute } from './router'
import { Jobs } from './screens/Jobs'
import { JobPage } from './screens/Job'
import { Login, NotHere } from './screens/Login'
import { Me } from './screens/Me'
import { OfferPage } from './screens/Offer'
import { Waiting } from './screens/Waiting'
import { Complete, Contact, Extension, Fail, Found, Hook, Incident, Property } from './screens/forms'
import { Condition } from './screens/Condition'
import { HandOver } from './screens/HandOver'
import { Photos } from './screens/Photos'
import { Empty, Page } from './ui'
import { t, useLanguage } from './words'

const MapPage = lazy(() => import('./screens/MapPage'))

function Tabs({ route }: { route: Route }) {
  const { items } = usePhone()
  const n = pending(items).length
  const tab = (at: 'jobs' | 'waiting' | 'me', icon: React.ReactNode, count = 0) => (
    <button type="button" aria-current={route.at === at ? 'page' : undefined} onClick={() => go({ at })}>
      {icon}
      {t(`nav.${at}`)}
      {count > 0 && <b>{count}</b>}
    </button>
  )
  return (
    <nav className="tabs" aria-label={t('nav.main')}>
      {tab('jobs', <IconBriefcase size={24} aria-hidden />)}
      {tab('waiting', <IconCloudUpload size={24} aria-hidden />, n)}
      {tab('me', <IconUser size={24} aria-hidden />)}
    </nav>
  )
}

function JobScreen({ route }: { route: Extract<Route, { at: 'job' }> }) {
  const { jobs } = usePhone()
  const job = jobs.find((one) => one.id === route.id)
  if (!job) {
    return (
      <Page title={t('job.gone')} back={{ at: 'jobs' }}>
        <Empty title={t('job.gone')}>{t('job.gone_text')}</Empty>
      </Page>
    )
  }
  const props = { job, key: `${job.id}/${route.sub}` }
  switch (route.sub) {
    case 'photos':
      return <Photos {...props} />
    case 'found':
      return <Found {...props} />
    case 'hook':
      return <Hook {...props} />
    case 'complete':
      return <Complete {...props} />
    case 'fail':
      return <Fail {...props} />
    case 'incident':
      return <Incident {...props} />
    case 'property':
      return <Property {...props} />
    case 'condition':
      return <Condition {...props} />
    case 'handover':
      return <HandOver {...props} />
    case 'contact':
      return <Contact {...props} />
    case 'extension':
      return <Extension {...props} />
    case 'map':
      return (
        <Suspense fallback={<Page title={t('job.where')} back={{ at: 'job', id: job.id, sub: null }}>{t('common.loading')}</Page>}>
          <MapPage {...props} />
        </Suspense>
      )
    default:
      return <JobPage {...props} />
  }
}

export function App() {
  const language = useLanguage()
  const route = useRoute()
  const { ready, session } = usePhone()
  useEffect(() => {
    document.title = t('app.name')
  }, [language])
  if (!ready) return null
  if (!session) return <Login />
  if (session.role !== 'contractor') return <NotHere />
  switch (route.at) {
    case 'job':
      return <JobScreen route={route} />
    case 'offer':
      return <OfferPage id={route.id} key={route.id} />
    case 'waiting':
      return <><Waiting /><Tabs route={route} /></>
    case 'me':
      return <><Me /><Tabs route={route} /></>
    case 'jobs':
      return <><Jobs /><Tabs route={route} /></>
  }
}
