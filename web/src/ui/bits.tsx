import { Skeleton } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../i18n'
import { ago, fullMoment } from '../i18n/format'

export const Plate = ({ text, small }: { text: string | null | undefined; small?: boolean }) => (
  <span className={small ? 'plate small' : 'plate'}>{text ?? '—'}</span>
)

export const Pill = ({ color, plain, children, title }: { color?: string; plain?: boolean; children: ReactNode; title?: string }) => (
  <span className={plain ? 'pill small plain' : 'pill small'} title={title} style={{ '--c': color ?? 'var(--sev-none)' } as CSSProperties}>
    {children}
  </span>
)

/** A time in words that stays true, with the exact time behind it. */
export function Ago({ at, now }: { at: string | number; now?: number }) {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={new Date(at).toISOString()} title={fullMoment(at)}>
      {ago(at, now)}
    </time>
  )
}

export function Logged() {
  const { t } = useWords()
  return (
    <div className="logged">
      <IconShieldLock size={14} aria-hidden />
      {t('common.logged')}
    </div>
  )
}

/** The shape of rows that are coming. It shows only after 200 ms. */
export const Rows = ({ n = 8, height = 44 }: { n?: number; height?: number }) => (
  <div className="skeleton" aria-hidden style={{ padding: '8px 12px', display: 'grid', gap: 8 }}>
    {Array.from({ length: n }, (_, i) => (
      <Skeleton key={i} height={height - 8} radius={6} />
    ))}
  </div>
)

export const Stat = ({ label, children }: { label: ReactNode; children: ReactNode }) => (
  <div>
    <span>{label}</span>
    <b>{children}</b>
  </div>
)
