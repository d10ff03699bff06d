import { Button, Group, Modal } from '@mantine/core'
import { useWords } from '../../i18n'

/** Asks once more before what cannot be taken back. */
export function Sure({ question, what, busy, onDo, onClose }: { question: string; what: string; busy: boolean; onDo: () => void; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Modal opened onClose={onClose} title={<b>{what}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <p style={{ marginTop: 0 }}>{question}</p>
      <Group justify="end" gap={8}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={onDo}>
          {what}
        </Button>
      </Group>
    </Modal>
  )
}
