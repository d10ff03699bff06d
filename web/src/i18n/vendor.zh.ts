import type { vendorEn } from './vendor.en'

export const vendorZh: { [Group in keyof typeof vendorEn]: Record<keyof (typeof vendorEn)[Group], string> } = {
  skill: { impound: '扣押', keys: '配钥匙', heavy_tow: '重型拖车', flatbed: '平板拖车', underground_garage: '地下车库', electric_vehicle: '电动车', trackers: '定位设备', skip_trace: '查找', inspection: '检测', guarded_yard: '有人看守的车场', auctioneer: '拍卖' },
  document_kind: { business_licence: '营业执照', contract: '合同', confidentiality: '保密协议', responsible_person: '负责人证明', site_attestation: '场地证明', liability_insurance: '责任保险', on_hook_insurance: '拖运保险', garagekeepers_insurance: '保管保险', bond: '保函', recovery_licence: '收车许可', transport_licence: '运输许可', auction_licence: '拍卖许可', locksmith_licence: '锁匠许可' },
}
