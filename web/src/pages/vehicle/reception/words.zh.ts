import type { receptionEn } from './words.en'

export const receptionZh: Record<keyof typeof receptionEn, string> = {
  title: '信号接收',
  satellites: '卫星数',
  from_cells: '最近位置来自基站或 Wi-Fi',
  from_satellites: '最近位置来自卫星',
  hdop: 'HDOP',
  accuracy: '精度',
  network: '移动网络',
  level: '{{n}} 级（共 {{of}} 级）',
  level_only: '{{n}} 级',
  wifi: 'Wi-Fi 热点',
  towers: '基站',
  towers_at: '{{ago}}收到',
  tower: '基站（MCC-MNC-LAC-CID）',
  signal: '信号',
  kept_back: '基站即位置：填写原因，或该车有未结告警或案件时才显示。',
  no_towers: '设备未上报基站。',
  nothing: '最近一周无上报。',
}
