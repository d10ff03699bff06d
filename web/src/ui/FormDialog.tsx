import { Button, Group, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asProblem } from '../api/problem'
import type { Right } from '../api/rights'
import { useWords } from '../i18n'
import { ProblemNote } from './states'

/** What the service found wrong with a field, as its hint. */
export type FieldFault = (field: string) => string | undefined

type Props = {
  title: ReactNode
  submit: ReactNode
  /** What is missing of the caller where it is refused. */
  right?: Right
  /** A way out next to the deed: where it is the kind that one thinks over. */
  cancel?: boolean
  /** Fields that show their own fault; the others' stand at the foot. */
  own?: readonly string[]
  onClose: () => void
  /** The dialog closes when it has settled; what was typed stays where it is refused. */
  onSend: (form: FormData) => Promise<unknown>
  children: ReactNode | ((fault: FieldFault) => ReactNode)
}

/** A form in a dialog: sent once, and what was typed stays where it is refused. */
export function FormDialog({ title, submit, right, cancel, own = [], onClose, onSend, children }: Props) {
  const { t } = useWords()
  const send = useMutation({ mutationFn: onSend, onSuccess: onClose })
  const problem = send.isError ? asProblem(send.error) : undefined
  const told = problem?.field !== undefined && own.includes(problem.field ?? '')
  const fault: FieldFault = (field) => (told && problem?.field === field ? (problem.fix ?? problem.message) : undefined)
  const deed = (
    <Button type="submit" loading={send.isPending}>
      {submit}
    </Button>
  )
  return (
    <Modal opened onClose={onClose} title={<b>{title}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate(new FormData(event.currentTarget))
        }}
      >
        {typeof children === 'function' ? children(fault) : children}
        {problem && !told && <ProblemNote problem={problem} {...(right && { right })} />}
        {cancel ? (
          <Group justify="end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            {deed}
          </Group>
        ) : (
          deed
        )}
      </form>
    </Modal>
  )
}
