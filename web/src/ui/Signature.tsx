import { Button } from '@mantine/core'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n'

/** Who hands over signs with finger, pen or mouse; the picture is told after each stroke, null when it is wiped. */
export function Signature({ label, onChange }: { label: string; onChange: (picture: Blob | null) => void }) {
  const { t } = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef(false)
  const [signed, setSigned] = useState(false)
  useEffect(() => {
    const at = canvas.current
    if (!at) return
    at.width = at.clientWidth * 2
    at.height = at.clientHeight * 2
  }, [])
  const pen = () => canvas.current?.getContext('2d') ?? null
  const where = (event: PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect()
    return [(event.clientX - box.left) * 2, (event.clientY - box.top) * 2]
  }
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    const on = pen()
    if (!on) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    on.lineWidth = 4
    on.lineCap = 'round'
    on.lineJoin = 'round'
    on.strokeStyle = '#101828'
    on.beginPath()
    on.moveTo(...where(event))
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return
    const on = pen()
    on?.lineTo(...where(event))
    on?.stroke()
  }
  const up = () => {
    if (!drawing.current) return
    drawing.current = false
    setSigned(true)
    canvas.current?.toBlob((blob) => onChange(blob), 'image/png')
  }
  const wipe = () => {
    const at = canvas.current
    if (at) pen()?.clearRect(0, 0, at.width, at.height)
    setSigned(false)
    onChange(null)
  }
  return (
    <div className="signature">
      <canvas ref={canvas} role="img" aria-label={label} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} />
      <div className="signature-foot">
        <span className="meta">{label}</span>
        <Button size="compact-xs" variant="subtle" color="gray" disabled={!signed} onClick={wipe}>
          {t('checkin.wipe')}
        </Button>
      </div>
    </div>
  )
}
