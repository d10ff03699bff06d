import { Button, Group, Modal, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWords, word } from '../../i18n'
import type { Decidable } from './desk'

const VERDICTS = ['confirmed', 'false_positive', 'benign', 'test'] as const

/** A verdict and a reason: they measure the detectors' precision. */
export function useResolve(done: (verdict: string, reason: string, of: Decidable[]) => void) {
  const { t } = useWords()
  const [of, setOf] = useState<Decidable[] | null>(null)
  const [verdict, setVerdict] = useState<string>('confirmed')
  const dialog = (
    <Modal opened={of !== null} onClose={() => setOf(null)} title={<b>{t('alerts.resolve')}</b>} size={480} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          done(verdict, String(new FormData(event.currentTarget).get('reason')), of ?? [])
          setOf(null)
        }}
      >
        <div className="label">{t('alerts.verdict')}</div>
        <SegmentedControl fullWidth value={verdict} onChange={setVerdict} data={VERDICTS.map((value) => ({ value, label: word('verdict', value) }))} data-autofocus />
        <Textarea mt="md" name="reason" label={t('common.reason')} description={t('common.reason_hint')} required maxLength={500} />
        <Group justify="end" mt="md" gap={8}>
          <Button variant="default" onClick={() => setOf(null)}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{t('alerts.resolve')}</Button>
        </Group>
      </form>
    </Modal>
  )
  return { ask: (alerts: Decidable[]) => alerts.length > 0 && setOf(alerts), dialog }
}
