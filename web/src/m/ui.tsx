import { IconArrowLeft, IconCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react'
import { type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { asProblem, Problem } from '../api/problem'
import { waitingPhotos } from './items'
import { phone, usePhone } from './phone'
import { NoPlace } from './place'
import { QueueFull } from './queue'
import { go, type Route } from './router'
import type { Refusal } from './wire'
import { clock, reasonWords, t } from './words'

type Look = 'main' | 'plain' | 'danger' | 'good' | 'quiet'

export function Button({ look = 'plain', busy, icon, children, className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; busy?: boolean; icon?: ReactNode }) {
  return (
    <button type="button" {...rest} disabled={rest.disabled === true || busy === true} className={`btn ${look} ${className}`} aria-busy={busy || undefined}>
      {busy ? <span className="spin" aria-hidden /> : icon}
      <span>{children}</span>
    </button>
  )
}

export function Link({ to, children, className }: { to: Route; children: ReactNode; className?: string }) {
  return (
    <button type="button" className={className} onClick={() => go(to)}>
      {children}
    </button>
  )
}

/** How many photos have not reached the server. */
export function WaitingChip() {
  const { items, online } = usePhone()
  const photos = waitingPhotos(items)
  if (photos === 0) return online ? null : <span className="chip"><IconCloudOff size={16} aria-hidden />{t('common.offline')}</span>
  return (
    <button type="button" className="chip warn" onClick={() => go({ at: 'waiting' })}>
      {online ? <IconCloudUpload size={16} aria-hidden /> : <IconCloudOff size={16} aria-hidden />}
      {photos === 1 ? t('photos.chip_one') : t('photos.chip', { n: photos })}
    </button>
  )
}

export function Page({ title, back, foot, children }: { title: ReactNode; back?: Route; foot?: ReactNode; children: ReactNode }) {
  const { online, seen_at, said } = usePhone()
  const head = useRef<HTMLHeadingElement>(null)
  // Whoever reads with a voice is told where they came to.
  useEffect(() => head.current?.focus({ preventScroll: true }), [])
  return (
    <div className="page">
      <a className="skip" href="#main">{t('app.skip')}</a>
      <div className="top">
        <header className="head">
          {back && (
            <button type="button" className="icon" aria-label={t('common.back')} onClick={() => go(back)}>
              <IconArrowLeft size={24} aria-hidden />
            </button>
          )}
          <h1 ref={head} tabIndex={-1}>{title}</h1>
          <WaitingChip />
        </header>
        <div role="status" aria-live="polite">{said && <p className="toast">{said}</p>}</div>
      </div>
      {!online && seen_at && <p className="strip" role="status">{t('common.offline_text', { time: clock(seen_at) })}</p>}
      <main id="main" className="body">{children}</main>
      {foot && <footer className="foot">{foot}</footer>}
    </div>
  )
}

/** A machine's refusal: what is wrong, what would satisfy the rule, and which rule it is. */
export function RefusalNote({ refusal }: { refusal: Refusal }) {
  const { what, helps } = reasonWords({ what: refusal.message, helps: refusal.remedy, code: refusal.code, params: refusal.params })
  return (
    <div className="note bad" role="alert">
      <b>{t('common.refused')}</b>
      <span>{what}</span>
      {helps && <span className="fix">{t('common.what_helps')}: {helps}</span>}
      <code>{t('common.rule')} {refusal.rule}</code>
    </div>
  )
}

export function ProblemNote({ problem }: { problem: unknown }) {
  if (problem instanceof NoPlace) return <div className="note bad" role="alert">{t(problem.because === 'refused' ? 'common.no_place_refused' : 'common.no_place')}</div>
  if (problem instanceof QueueFull || (problem instanceof DOMException && problem.name === 'QuotaExceededError')) return <div className="note bad" role="alert">{t('waiting.full')}</div>
  const told = asProblem(problem)
  if (told.status === 0) {
    return (
      <div className="note bad" role="alert">
        <b>{t('common.unreachable')}</b>
        <span>{t('common.needs_net')}</span>
      </div>
    )
  }
  const rule = told.code.startsWith('refused_') ? told.code.slice(8) : null
  return <RefusalNote refusal={{ rule: rule ?? told.code, message: told.detail, remedy: told.fix ?? '', code: told.reason, params: told.params }} />
}

/** One thing that somebody does: busy while it is done, its problem afterwards. */
export function useDeed() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const run = (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    work()
      .catch((error: unknown) => setProblem(error instanceof Problem || error instanceof NoPlace || error instanceof QueueFull || error instanceof DOMException ? error : asProblem(error)))
      .finally(() => setBusy(false))
  }
  return { busy, problem, run, note: problem ? <ProblemNote problem={problem} /> : null }
}

export function Field({ label, hint, area, ...rest }: InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: string; area?: boolean }) {
  const id = useId()
  const described = hint ? `${id}-hint` : undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {area ? (
        <textarea id={id} rows={3} name={rest.name} value={rest.value} required={rest.required} maxLength={rest.maxLength ?? 2000} onChange={rest.onChange as never} aria-describedby={described} />
      ) : (
        <input id={id} aria-describedby={described} {...rest} />
      )}
      {hint && <small id={described}>{hint}</small>}
    </div>
  )
}

/** A switch as wide as the thumb needs. */
export function Tick({ on, set, children, sub, disabled }: { on: boolean; set: (on: boolean) => void; children: ReactNode; sub?: ReactNode; disabled?: boolean }) {
  return (
    <label className={`tick${on ? ' on' : ''}`}>
      <input type="checkbox" checked={on} disabled={disabled} onChange={(event) => set(event.currentTarget.checked)} />
      <i aria-hidden>{on && <IconCheck size={18} stroke={3} />}</i>
      <span>
        {children}
        {sub && <small>{sub}</small>}
      </span>
    </label>
  )
}

export function Choice<T extends string>({ label, of, value, set, columns, quiet }: { label: string; quiet?: boolean; of: readonly (readonly [T, string])[]; value: T | null; set: (value: T) => void; columns?: number }) {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend className={quiet ? 'hidden' : undefined}>{label}</legend>
      <div className={`${columns ? `cols${columns}` : ''}${quiet ? ' first' : ''}`}>
        {of.map(([key, word]) => (
          <label key={key} className={value === key ? 'on' : ''}>
            <input type="radio" name={name} value={key} checked={value === key} onChange={() => set(key)} />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Comes up from below, over everything, with the focus kept in it. */
export function Sheet({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    ref.current?.showModal?.()
  }, [])
  return (
    <dialog ref={ref} className="sheet" aria-labelledby={id} onCancel={(event) => { event.preventDefault(); close() }} onClick={(event) => event.target === ref.current && close()}>
      <div>
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <b>{title}</b>
      {children && <p>{children}</p>}
    </div>
  )
}

export const Plate = ({ text, big }: { text: string | null | undefined; big?: boolean }) => <span className={big ? 'plate big' : 'plate'}>{text ?? '—'}</span>

/** A small picture of what is on the phone; its address lives as long as it is shown. */
export function Thumb({ blob, alt }: { blob: Blob | null; alt: string }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url ? <img src={url} alt={alt} /> : null
}

export const say = (text: string) => phone.say(text)
