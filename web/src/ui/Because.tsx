import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asProblem } from '../api/problem'
import { useWords } from '../i18n'
import { ProblemNote } from './states'

/** A reason is asked before something is done; what was typed stays where it is refused. */
export function Because({ title, onClose, onDo }: { title: ReactNode; onClose: () => void; onDo: (reason: string) => Promise<unknown> }) {
  const { t } = useWords()
  const act = useMutation({ mutationFn: onDo, onSuccess: onClose })
  return (
    <Modal opened onClose={onClose} title={<b>{title}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          act.mutate(String(new FormData(event.currentTarget).get('reason')))
        }}
      >
        <Textarea name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} data-autofocus />
        {act.isError && <ProblemNote problem={asProblem(act.error)} />}
        <Group justify="end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t('common.confirm')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
