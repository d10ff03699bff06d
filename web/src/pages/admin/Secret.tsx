import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { say } from './say'

/** What is shown this once: it stays until somebody says that they have kept it. */
export function Secret({ title, hint, value, onClose }: { title: string; hint: string; value: string; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const [copied, setCopied] = useState(false)
  return (
    <Modal opened onClose={onClose} title={<b>{title}</b>} closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <div style={{ display: 'grid', gap: 12 }}>
        <p className="sub" style={{ margin: 0 }}>{hint}</p>
        <TextInput value={value} readOnly aria-label={title} data-autofocus onFocus={(event) => event.currentTarget.select()} styles={{ input: { fontFamily: 'ui-monospace, monospace' } }} />
        <Group justify="space-between">
          <Button variant="default" onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true), () => undefined)}>
            {copied ? s('copied') : t('common.copy')}
          </Button>
          <Button onClick={onClose}>{s('done')}</Button>
        </Group>
      </div>
    </Modal>
  )
}
