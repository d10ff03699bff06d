import { useEffect, useRef, useState } from 'react'
import { Button, Sheet } from '../ui'
import { t } from '../words'
import { codeReader } from './codes'

/** Whether there is a camera that a page may ask for. */
export const canScan = typeof navigator !== 'undefined' && !!navigator.mediaDevices

/** The camera, until it sees a code that `read` knows. */
export function Scan({ read, close }: { read: (code: string) => boolean; close: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [wrong, setWrong] = useState(false)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let stream: MediaStream | null = null
    let frame = 0
    let over = false
    const reader = codeReader()
    const look = () => {
      const at = video.current
      if (over || !at) return
      void reader
        .then((codes) => codes(at))
        .then((codes) => {
          if (over) return
          if (codes.some((code) => read(code))) close()
          else if (codes.length > 0) setWrong(true)
        })
        .catch(() => undefined)
        .finally(() => {
          if (!over) frame = requestAnimationFrame(look)
        })
    }
    void navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' } })
      .then((got) => {
        stream = got
        if (over || !video.current) return got.getTracks().forEach((track) => track.stop())
        video.current.srcObject = got
        void video.current.play().then(look)
      })
      .catch(() => setFailed(true))
    return () => {
      over = true
      cancelAnimationFrame(frame)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [read, close])
  return (
    <Sheet title={t('handover.scan')} close={close}>
      <p className="sub">{t('handover.scanning')}</p>
      <video ref={video} className="scan" muted playsInline />
      {wrong && <div className="note warn" role="alert">{t('handover.unknown_code')}</div>}
      {failed && <div className="note warn" role="alert">{t('handover.no_scanner')}</div>}
      <Button look="quiet" onClick={close}>{t('common.cancel')}</Button>
    </Sheet>
  )
}
