import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { fit, sha256 } from '../picture'
import { Button } from '../ui'
import { t } from '../words'

export type Signed = { blob: Blob; thumb: Blob; sha256: string }

/** A line under the finger, as PNG once somebody has lifted it. */
export function Signature({ label, set }: { label: string; set: (signed: Signed | null) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pen = useRef<{ x: number; y: number } | null>(null)
  const ink = useRef(false)
  const [drawn, setDrawn] = useState(false)

  const wipe = () => {
    const at = canvas.current
    const context = at?.getContext('2d')
    if (!at || !context) return
    ink.current = false
    const size = fit(at.clientWidth * 2, at.clientHeight * 2)
    at.width = size.width
    at.height = size.height
    // On paper, also in the dark: it is printed.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, at.width, at.height)
    Object.assign(context, { strokeStyle: '#0b1a4a', lineWidth: 6, lineCap: 'round', lineJoin: 'round' })
  }
  useEffect(wipe, [])

  const where = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: ((event.clientX - box.left) / box.width) * event.currentTarget.width, y: ((event.clientY - box.top) / box.height) * event.currentTarget.height }
  }
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    pen.current = where(event)
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const from = pen.current
    const context = canvas.current?.getContext('2d')
    if (!from || !context) return
    const to = where(event)
    context.beginPath()
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
    context.stroke()
    pen.current = to
    ink.current = true
    setDrawn(true)
  }
  const lift = () => {
    if (!pen.current) return
    pen.current = null
    canvas.current?.toBlob((blob) => {
      if (blob && ink.current) void sha256(blob).then((hash) => set({ blob, thumb: blob, sha256: hash }))
    }, 'image/png')
  }
  return (
    <div className="field">
      <div className="spread">
        <b>{label}</b>
        <Button look="quiet" className="fit" disabled={!drawn} onClick={() => { wipe(); setDrawn(false); set(null) }}>{t('handover.clear')}</Button>
      </div>
      <div className="signbox">
        <canvas ref={canvas} className="sign" role="img" aria-label={`${label}: ${drawn ? t('handover.signed') : t('handover.sign_here')}`} onPointerDown={down} onPointerMove={move} onPointerUp={lift} onPointerCancel={lift} />
        {!drawn && <span>{t('handover.sign_here')}</span>}
      </div>
    </div>
  )
}
