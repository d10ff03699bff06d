import { useCamera } from '../../ui/camera/useCamera'
import { Button, Sheet } from '../ui'
import { t } from '../words'

/** The camera, until it sees a code that `read` knows. */
export function Scan({ read, close }: { read: (code: string) => boolean; close: () => void }) {
  const { video, wrong, failed } = useCamera(read, close)
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
