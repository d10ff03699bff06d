use super::*;
use lienwatch_domain::detect::Role;
use lienwatch_domain::geo::{Shape, SiteKind};
use lienwatch_domain::lending::{LoanStatus, Plan, Product};
use lienwatch_domain::vehicle_class::VehicleClass;

#[test]
fn a_borrower_in_english() {
    let b: BorrowerRecord = good(
        "borrower_no,name,phone,home_lat,home_lon,vulnerable,email",
        "C-1,张三,+86 138-0000 0000,31.23,121.47,yes,z3@example.com",
    );
    assert_eq!((b.borrower_no.as_str(), b.name.as_str()), ("C-1", "张三"));
    assert_eq!(b.phone.as_deref(), Some("+8613800000000"));
    assert_eq!(b.home.map(|p| (p.lat_e7, p.lon_e7)), Some((312_300_000, 1_214_700_000)));
    assert_eq!((b.vulnerable, b.watch_listed, b.work), (true, false, None));
}

#[test]
fn every_file_can_have_chinese_headers_in_any_order() {
    let b: BorrowerRecord = good("身份证号,借款人,客户编号,黑名单", "11010119900101123x,李四,C-2,是");
    assert_eq!((b.id_number.as_deref(), b.watch_listed), (Some("11010119900101123X"), true));
    let v: VehicleRecord = good("车牌号,车架号,抵押登记,估值", &format!("沪A12345,{VIN},是,85000"));
    assert_eq!(
        (v.plate.as_deref(), v.lien_registered, v.valuation.map(|m| m.minor)),
        (Some("沪A12345"), Some(true), Some(8_500_000))
    );
    let t: TrackerRecord = good("设备号,协议,设备类型", &format!("{IMEI},JT808,有线"));
    assert_eq!((t.role, t.protocol.as_str(), t.stock_status), (Role::Wired, "jt808", StockStatus::InStock));
    let i: InstallationRecord = good("设备号,车架号,安装时间", &format!("{IMEI},{VIN},2026-01-31 08:30:00"));
    assert_eq!(i.installed_at.to_rfc3339(), "2026-01-31T00:30:00+00:00", "local time of the lender");
    let s: SiteRecord = good("地点编号,名称,地点类型,纬度,经度,半径", "S1,某停车场,二押点,31.2,121.4,200");
    assert_eq!(s.kind, SiteKind::SecondPledge);
    assert!(matches!(s.shape, Shape::Circle { radius_m: 200.0, .. }));
    let l: LoanRecord = good(
        "合同号,客户编号,车架号,产品,放款日期,本金,年利率,期数,首期还款日,还款方式,还款频率,状态",
        &format!("HT-9,C-1001,{VIN},融资租赁,2026-01-01,100000,12,12,2026-01-31,等额本息,按月,逾期"),
    );
    assert_eq!((l.product, l.status), (Product::FinanceLease, LoanStatus::Overdue));
    let Plan::Regular(terms) = l.plan else { panic!("{:?}", l.plan) };
    assert_eq!((terms.principal_minor, terms.annual_rate_ppm, terms.instalments), (10_000_000, 120_000, 12));
    let p: PaymentRecord = good("流水号,合同号,还款日期,还款金额", "P1,HT-2026-001,2026-01-31,2500.50");
    assert_eq!((p.amount.minor, p.amount.currency.code()), (250_050, "CNY"));
}

#[test]
fn a_vehicle_has_a_class_or_leaves_it_as_it_was() {
    let class = |text: &str| good::<VehicleRecord>("vin,class", &format!("{VIN},{text}")).class;
    assert_eq!((class("Van"), class("货车"), class("")), (Some(VehicleClass::Van), Some(VehicleClass::Truck), None));
}

#[test]
fn header_case_spaces_marks_and_byte_order_mark_do_not_matter() {
    let v: VehicleRecord = good("\u{feff}VIN *, Plate ,Keys-Held", &format!(" {} , 沪A1 ,2", VIN.to_lowercase()));
    assert_eq!((v.vin.as_str(), v.plate.as_deref(), v.keys_held), (VIN, Some("沪A1"), Some(2)));
}

#[test]
fn unknown_columns_are_named_and_left_out() {
    let header = header::<VehicleRecord>("vin,mood,plate,内部备注").expect("good");
    assert_eq!(header.unknown(), ["mood", "内部备注"]);
}

#[test]
fn times_with_an_offset_without_one_and_dates_are_instants() {
    for (text, utc) in [
        ("2026-01-31T08:30:00+08:00", "2026-01-31T00:30:00+00:00"),
        ("2026-01-31T08:30:00Z", "2026-01-31T08:30:00+00:00"),
        ("2026-01-31 08:30:00+08:00", "2026-01-31T00:30:00+00:00"),
        ("2026-01-31T08:30", "2026-01-31T00:30:00+00:00"),
        ("2026-01-31", "2026-01-30T16:00:00+00:00"),
    ] {
        let i: InstallationRecord = good("imei,vin,installed_at", &format!("{IMEI},{VIN},{text}"));
        assert_eq!(i.installed_at.to_rfc3339(), utc, "{text}");
    }
}

#[test]
fn natural_keys_are_stable() {
    let i: InstallationRecord = good("imei,vin,installed_at", &format!("{IMEI},{VIN},2026-01-31T08:30:00+08:00"));
    let j: InstallationRecord = good("imei,vin,installed_at", &format!("{IMEI},{VIN},2026-01-31T00:30:00Z"));
    assert_eq!(i.natural_key(), j.natural_key(), "the same instant is the same installation");
}
