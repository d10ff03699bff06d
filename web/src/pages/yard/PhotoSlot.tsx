import { IconCamera, IconX } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { useWords } from '../../i18n'

export function PhotoSlot({ label, file, onPick }: { label: string; file: File | undefined; onPick: (file: File | undefined) => void }) {
  const { t } = useWords()
  const url = useMemo(() => (file ? URL.createObjectURL(file) : null), [file])
  useEffect(() => () => { if (url) URL.revokeObjectURL(url) }, [url])
  return (
    <div className="slot" data-taken={file !== undefined}>
      <label>
        {url ? <img src={url} alt={label} /> : <IconCamera size={22} aria-hidden />}
        <span>{label}</span>
        <input type="file" accept="image/*" capture="environment" className="visually-hidden" aria-label={label} onChange={(event) => onPick(event.currentTarget.files?.[0])} />
      </label>
      {file && (
        <button type="button" className="slot-x" aria-label={`${t('sites_edit.remove')}: ${label}`} onClick={() => onPick(undefined)}>
          <IconX size={14} />
        </button>
      )}
    </div>
  )
}
