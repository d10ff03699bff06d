import { Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../i18n'
import { FormDialog } from './FormDialog'

/** A reason is asked before something is done. */
export function Because({ title, onClose, onDo }: { title: ReactNode; onClose: () => void; onDo: (reason: string) => Promise<unknown> }) {
  const { t } = useWords()
  return (
    <FormDialog title={title} submit={t('common.confirm')} cancel onClose={onClose} onSend={(form) => onDo(String(form.get('reason')))}>
      <Textarea name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} data-autofocus />
    </FormDialog>
  )
}
