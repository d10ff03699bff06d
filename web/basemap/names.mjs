// Chinese names of towns whose Latin name leads to none by itself (districts, county seats under the name of their
// township, spellings of other languages), and ranks that a population of another area has made too high. Written by
// hand; a town is found by its Latin name and place.
const TABLE = `
Taipei 121.5 25.1 台北
Kaohsiung 120.3 22.6 高雄
Taichung 120.7 24.2 台中
Tainan 120.2 23.0 台南
Banqiao 121.5 25.0 板桥
Hsinchu 121.0 24.8 新竹
Taoyuan City 121.3 25.0 桃园
Keelung 121.7 25.1 基隆
Hualien City 121.6 24.0 花莲
Yuanlin 120.6 24.0 员林
Taitung City 121.1 22.8 台东
Nantou 120.7 23.9 南投
Douliu 120.5 23.7 斗六
Zhongxing New Village 120.7 24.0 中兴新村
Jincheng 118.3 24.4 金城
Kowloon 114.2 22.3 九龙
Tsuen Wan 114.1 22.4 荃湾
Yuen Long Kau Hui 114.0 22.5 元朗
Sha Tin 114.2 22.4 沙田
Tuen Mun 114.0 22.4 屯门
Tai Po 114.2 22.5 大埔
Sai Kung 114.3 22.4 西贡
Puyang 119.9 29.5 浦江 4
Puyang Chengguanzhen 115.0 35.7 濮阳 2
Shangyu 120.9 30.0 上虞
Luqiao 121.4 28.6 路桥
Huangyan 121.3 28.7 黄岩
Dadonghai 109.5 18.2 三亚
Xiuying 110.3 20.0 秀英
Bayan Nur 107.4 40.7 巴彦淖尔
Tongshan 117.2 34.2 徐州
Changshu City 120.7 31.6 常熟
Xinpu 119.2 34.6 连云港
Zhenzhou 119.2 32.3 仪征
Zhu Cheng City 119.4 36.0 诸城
Shengli 118.5 37.5 东营
Boshan 117.8 36.5 博山
Laiwu 117.7 36.2 莱芜
Zhoucun 117.8 36.8 周村
Mingshui 117.5 36.7 章丘
Mizhou 119.4 36.0 诸城 6
Luancheng 114.7 37.9 栾城
Zhangjiakou Shi Xuanhua Qu 115.0 40.6 宣化
Shanhaiguan 119.8 40.0 山海关
Shahecheng 114.5 36.9 沙河
Tanggu 117.7 39.0 塘沽
Hangu 117.8 39.3 汉沽
Mentougou 116.1 39.9 门头沟
Tongzhou 116.7 39.9 通州
Shunyi 116.6 40.1 顺义
Daxing 116.3 39.7 大兴
Songjiang 121.2 31.0 松江
Shashi 112.2 30.3 荆州
Chengzhong 113.5 30.9 应城
Jingling 113.1 30.6 天门
Xindi 113.5 29.8 洪湖
Zhicheng 111.5 30.3 枝城
Puqi 113.9 29.7 赤壁
Huangzhou 114.8 30.4 黄冈
Xiulin 112.4 29.7 石首
Wuxue 115.5 29.9 武穴
Dadukou 101.7 26.6 攀枝花
Gaoping 106.1 30.8 高坪
Wenshan City 104.3 23.4 文山
Shangri-La 99.7 27.8 香格里拉
Lianran 102.5 24.9 安宁
Shiqi 113.4 22.5 中山
Daliang 113.2 22.8 顺德
Xinhui 113.0 22.5 新会
Humen 113.7 22.8 虎门
Licheng 113.8 23.3 增城
Anbu 116.7 23.4 庵埠
Sanshui 112.9 23.1 三水
Shiqiao 113.4 22.9 番禺
Hepo 115.8 23.4 揭西
Jiazi 116.1 22.9 甲子
Jieshi 115.8 22.8 碣石
Danshui 114.5 22.8 惠阳
Huicheng 116.3 23.0 惠来
Lecheng 113.3 25.1 乐昌
Luoyang 114.3 23.2 博罗
Maba 113.6 24.7 曲江
Encheng 112.3 22.2 恩平
Shilong 113.8 23.1 石龙
Shaping 113.0 22.8 鹤山
Donghai 115.6 22.9 陆丰
Huanggang 117.0 23.7 饶平
Aksu 80.3 41.2 阿克苏
Karamay 84.9 45.6 克拉玛依
Aral 81.3 40.5 阿拉尔
Turpan 89.2 42.9 吐鲁番
Korla 86.1 41.8 库尔勒
Qapqal 81.1 43.8 察布查尔
Altay 88.1 47.8 阿勒泰
Hotan 79.9 37.1 和田
Lianshan 120.8 40.8 葫芦岛
Nanpiao 120.7 41.1 南票
Sujiatun 123.3 41.7 苏家屯
Pulandian 122.0 39.4 普兰店
Hulan Ergi 123.6 47.2 富拉尔基
Acheng 127.0 45.5 阿城
Shuangcheng 126.3 45.4 双城
Hulan 126.6 46.0 呼兰
Longfeng 125.1 46.5 龙凤
Honggang 124.9 46.4 红岗
Jining 113.1 41.0 乌兰察布
Hailar 119.7 49.2 呼伦贝尔
Ulanhot 122.1 46.1 乌兰浩特
Jiagedaqi 124.1 50.4 加格达奇
Wuda 106.7 39.5 乌达
Xilin Hot 116.0 44.0 锡林浩特
Jalai Nur 117.7 49.5 扎赉诺尔
Yuci 112.7 37.7 榆次
Tongchuanshi 109.1 35.1 铜川
Linxia Chengguanzhen 103.2 35.6 临夏
Jiutai 125.8 44.2 九台
Jishu 126.8 44.3 吉舒
Wanxian 108.4 30.8 万州
Fuling 107.4 29.7 涪陵
Beibei 106.4 29.8 北碚
Dawukou 106.4 39.0 石嘴山
Xuanzhou 118.8 30.9 宣城
Qianzhou 109.7 28.3 吉首
Xiamen 118.1 24.5 厦门
Guankou 113.6 28.2 浏阳
Wusong 117.8 30.9 铜陵
`
/** So far from the place of the table a town may be, degrees. */
const NEAR = 0.12
const towns = TABLE.trim().split('\n').map((line) => {
  const [, en, lon, lat, zh, r] = /^(.+) (\d+\.\d) (\d+\.\d) (\S+?)(?: (\d))?$/.exec(line) ?? (() => { throw new Error(`names.mjs: ${line}`) })()
  return { en, lon: Number(lon), lat: Number(lat), zh, ...(r === undefined ? {} : { r: Number(r) }) }
})
/** What is known of a town by hand; `r` only where its rank is another. */
export const byHand = (en, [lon, lat]) => towns.find((one) => one.en === en && Math.abs(one.lon - lon) <= NEAR && Math.abs(one.lat - lat) <= NEAR)
/** Labels of lands that the sources name in English alone. */
export const LANDS = { Taiwan: '台湾', 'Hong Kong': '香港', Macao: '澳门' }
