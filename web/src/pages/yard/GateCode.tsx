import { Button, Modal } from '@mantine/core'
import { encode } from 'uqr'
import { useWords } from '../../i18n'
import { save } from '../../ui/save'

/** Squares around a code that stay light (ISO/IEC 18004: four). */
const QUIET = 4

/** The dark squares of a code as one path, a unit each. */
export function squares(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  return { size, path: data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') }
}

/** The code that hangs at a yard's gate: who hands a car over there scans it. */
export default function GateCode({ yard, onClose }: { yard: { id: string; name: string }; onClose: () => void }) {
  const { t } = useWords()
  const { size, path } = squares(`lienwatch:yard:${yard.id}`)
  const box = `0 0 ${size} ${size}`
  const file = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="80mm" height="80mm" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`
  return (
    <Modal opened onClose={onClose} title={t('yard.gate_code')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p className="sub">{t('yard.gate_hint')}</p>
      <svg className="gatecode" viewBox={box} role="img" aria-label={`${t('yard.gate_code')}: ${yard.name}`} shapeRendering="crispEdges" data-text={`lienwatch:yard:${yard.id}`}>
        <rect width={size} height={size} fill="#fff" />
        <path d={path} />
      </svg>
      <b>{yard.name}</b>
      <div>
        <Button mt={12} variant="default" onClick={() => save(file, 'image/svg+xml', `${yard.name}.svg`)}>
          {t('yard.gate_save')}
        </Button>
      </div>
    </Modal>
  )
}
