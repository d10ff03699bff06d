import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useCan } from '../../app/session'
import { useWords } from '../../i18n'

const ScheduleDialog = lazy(() => import('./ScheduleDialog'))

/** Opens what is sent by e-mail again and again. */
export function ScheduleButton() {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  if (!useCan('POST /reports/schedules')) return null
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconMail size={14} />} onClick={() => setOpen(true)}>
        {t('schedules.button')}
      </Button>
      {open && (
        <Suspense>
          <ScheduleDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
