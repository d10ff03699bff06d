import { Modal } from '@mantine/core'
import { useCallback } from 'react'
import { useWords } from '../../i18n'
import { useCamera } from '../../ui/camera/useCamera'
import { vinIn } from './cars'
import { say } from './say'

/** The camera, until it sees a VIN. */
export default function ScanVin({ onVin, onClose }: { onVin: (vin: string) => void; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const read = useCallback(
    (code: string) => {
      const vin = vinIn(code)
      if (vin) onVin(vin)
      return vin !== null
    },
    [onVin],
  )
  const { video, wrong, failed } = useCamera(read, onClose)
  return (
    <Modal opened onClose={onClose} title={<b>{s('scan')}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="sub">{s('scan_hint')}</p>
      <video ref={video} className="scan" muted playsInline />
      {wrong && <p className="stale" role="alert">{s('scan_wrong')}</p>}
      {failed && <p className="stale" role="alert">{s('scan_failed')}</p>}
    </Modal>
  )
}
