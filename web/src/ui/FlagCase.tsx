import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answered, api } from '../api/client'
import { useWords } from '../i18n'
import { complain, told } from './notify'

type Asked = { vehicle_id: string; plate: string | null | undefined; reason?: string; onCancel?: () => void }

/** Opens a case by hand: a reason, and there it is. */
export function useFlag() {
  const { t } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [asked, ask] = useState<Asked | null>(null)
  const make = useMutation({
    mutationFn: (reason: string) => answered(api.POST('/api/v1/cases', { body: { vehicle_id: asked?.vehicle_id, reason } })),
    onSuccess: (made) => {
      told(t('live.case_made'))
      ask(null)
      for (const key of ['cases', 'vehicles', 'vehicle', 'map']) void client.invalidateQueries({ queryKey: [key] })
      void navigate({ to: '/cases/$id', params: { id: made.id } })
    },
    onError: complain,
  })
  const close = () => {
    asked?.onCancel?.()
    ask(null)
  }
  const dialog = (
    <Modal opened={asked !== null} onClose={close} title={<b>{t('live.create_case')} · {asked?.plate}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate(String(new FormData(event.currentTarget).get('reason')))
        }}
      >
        <Textarea name="reason" label={t('common.reason')} description={t('common.reason_hint')} defaultValue={asked?.reason} required data-autofocus maxLength={500} />
        <Group justify="end" mt="md" gap={8}>
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t('live.create_case')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
  return { ask, dialog }
}
