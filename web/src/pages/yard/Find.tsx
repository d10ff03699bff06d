import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconScan, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useWords } from '../../i18n'
import { canScan } from '../../ui/camera/useCamera'
import { say } from './say'

/** With the camera, which few need. */
const ScanVin = lazy(() => import('./ScanVin'))

/** Plate or VIN, typed or read by the camera. */
export function Find({ value, onFind }: { value: string | undefined; onFind: (text: string | undefined) => void }) {
  const { language } = useWords()
  const s = say(language)
  const [scanning, setScanning] = useState(false)
  const close = useCallback(() => setScanning(false), [])
  return (
    <>
      <TextInput
        size="xs"
        w={220}
        placeholder={s('find')}
        aria-label={s('find')}
        leftSection={<IconSearch size={14} />}
        value={value ?? ''}
        onChange={(event) => onFind(event.currentTarget.value || undefined)}
        rightSection={
          canScan && (
            <Tooltip label={s('scan')}>
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={s('scan')} onClick={() => setScanning(true)}>
                <IconScan size={15} />
              </ActionIcon>
            </Tooltip>
          )
        }
      />
      {scanning && (
        <Suspense fallback={null}>
          <ScanVin onVin={onFind} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
