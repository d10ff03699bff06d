import type { ReactNode } from 'react'
import { FormDialog } from '../../ui/FormDialog'

/** A question about one lot. */
export function Question({ title, onClose, onSend, children }: { title: string; onClose: () => void; onSend: (form: FormData) => Promise<unknown>; children: ReactNode }) {
  return (
    <FormDialog title={title} submit={title} right="disposal:write" onClose={onClose} onSend={onSend}>
      {children}
    </FormDialog>
  )
}
