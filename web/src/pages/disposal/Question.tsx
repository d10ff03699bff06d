import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asProblem } from '../../api/problem'
import { useWords } from '../../i18n'
import { ProblemNote } from '../../ui/states'

/** The frame of a question about one lot: what was typed stays where it is refused. */
export function Question({ title, onClose, onSend, children }: { title: string; onClose: () => void; onSend: (form: FormData) => Promise<unknown>; children: ReactNode }) {
  const { t } = useWords()
  const send = useMutation({ mutationFn: onSend, onSuccess: onClose })
  return (
    <Modal opened onClose={onClose} title={<b>{title}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate(new FormData(event.currentTarget))
        }}
      >
        {children}
        {send.isError && <ProblemNote problem={asProblem(send.error)} right="disposal:write" />}
        <Button type="submit" loading={send.isPending}>
          {title}
        </Button>
      </form>
    </Modal>
  )
}
