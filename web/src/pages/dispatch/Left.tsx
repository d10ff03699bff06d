import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { serverNow } from '../../api/clock'
import { roundQuery } from '../../api/queries'
import { useWords } from '../../i18n'
import { duration } from '../../i18n/format'
import type { Round } from './wire'

/** How long those who were asked have left to answer. */
export function Left({ order }: { order: string }) {
  const { t } = useWords()
  const round = useQuery(roundQuery(order)).data?.round as unknown as Round | undefined
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (!round) return null
  const until = Math.max(0, ...round.offers.filter((one) => one.status === 'open').map((one) => Date.parse(one.until)))
  return <span className="meta left-time" data-late={until <= now}>{until > now ? t('crew.left', { time: duration((until - now) / 1000) }) : t('crew.late')}</span>
}
