//! What the words of a condition report are called on paper.

use lienwatch_domain::disposal::{DamageKind, Drives, Panel, Severity, Shot, TrackerFound};
use lienwatch_domain::language::Language;

/// A part of the car.
pub(super) fn panel(panel: Panel, language: Language) -> &'static str {
    let (english, chinese) = match panel {
        Panel::FrontBumper => ("Front bumper", "前保险杠"),
        Panel::Bonnet => ("Bonnet", "发动机舱盖"),
        Panel::Windscreen => ("Windscreen", "前挡风玻璃"),
        Panel::Roof => ("Roof", "车顶"),
        Panel::Boot => ("Boot lid or tailgate", "行李厢盖"),
        Panel::RearWindow => ("Rear window", "后挡风玻璃"),
        Panel::RearBumper => ("Rear bumper", "后保险杠"),
        Panel::LeftFrontWing => ("Left front wing", "左前翼子板"),
        Panel::LeftFrontDoor => ("Left front door", "左前门"),
        Panel::LeftRearDoor => ("Left rear door", "左后门"),
        Panel::LeftRearWing => ("Left rear wing", "左后翼子板"),
        Panel::LeftSill => ("Left sill", "左侧门槛"),
        Panel::RightFrontWing => ("Right front wing", "右前翼子板"),
        Panel::RightFrontDoor => ("Right front door", "右前门"),
        Panel::RightRearDoor => ("Right rear door", "右后门"),
        Panel::RightRearWing => ("Right rear wing", "右后翼子板"),
        Panel::RightSill => ("Right sill", "右侧门槛"),
        Panel::Mirrors => ("Mirrors", "后视镜"),
        Panel::Lamps => ("Lamps", "车灯"),
        Panel::SideWindows => ("Side windows", "侧窗玻璃"),
        Panel::Wheels => ("Wheels", "轮毂"),
        Panel::Tyres => ("Tyres", "轮胎"),
        Panel::Interior => ("Seats and trim", "座椅及内饰"),
        Panel::Dashboard => ("Dashboard and controls", "仪表台及操纵件"),
        Panel::EngineBay => ("Engine bay", "发动机舱"),
        Panel::Underbody => ("Underbody", "底盘"),
    };
    language.pick(english, chinese)
}

/// What is wrong with it.
pub(super) fn damage(kind: DamageKind, language: Language) -> &'static str {
    let (english, chinese) = match kind {
        DamageKind::Scratch => ("Scratched", "划痕"),
        DamageKind::Dent => ("Dented", "凹陷"),
        DamageKind::Crack => ("Cracked or chipped", "裂纹或破口"),
        DamageKind::Broken => ("Broken", "破损"),
        DamageKind::Missing => ("Missing", "缺失"),
        DamageKind::Rust => ("Rusted", "锈蚀"),
        DamageKind::PoorRepair => ("Badly repaired", "修复不良"),
        DamageKind::Wear => ("Worn", "磨损"),
        DamageKind::Soiled => ("Torn, burnt or stained", "撕裂、烧灼或污渍"),
    };
    language.pick(english, chinese)
}

/// What it needs: that is how severity is told apart.
pub(super) fn severity(severity: Severity, language: Language) -> &'static str {
    let (english, chinese) = match severity {
        Severity::Minor => ("Polishing (minor)", "抛光（轻微）"),
        Severity::Moderate => ("Repair (moderate)", "修复（中等）"),
        Severity::Severe => ("Replacement (severe)", "更换（严重）"),
    };
    language.pick(english, chinese)
}

/// Whether the car goes.
pub(super) fn drives(drives: Drives, language: Language) -> &'static str {
    let (english, chinese) = match drives {
        Drives::Drives => ("drives", "可行驶"),
        Drives::StartsOnly => ("starts, does not drive", "可启动，不能行驶"),
        Drives::DoesNotStart => ("does not start", "不能启动"),
        Drives::NotTried => ("could not be tried", "未能测试"),
    };
    language.pick(english, chinese)
}

/// Whether the lender's trackers are in it.
pub(super) fn trackers(found: TrackerFound, language: Language) -> &'static str {
    let (english, chinese) = match found {
        TrackerFound::All => ("all found", "全部找到"),
        TrackerFound::Some => ("some found", "部分找到"),
        TrackerFound::None => ("none found", "未找到"),
        TrackerFound::Foreign => ("others found, not the lender's", "发现非本机构安装的终端"),
        TrackerFound::NotLooked => ("not looked for", "未查找"),
    };
    language.pick(english, chinese)
}

/// What a photo shows.
pub(super) fn shot(shot: Shot, language: Language) -> &'static str {
    let (english, chinese) = match shot {
        Shot::VinPlate => ("VIN plate", "车辆铭牌"),
        Shot::Front => ("Front", "正前方"),
        Shot::Rear => ("Rear", "正后方"),
        Shot::Left => ("Left side", "左侧"),
        Shot::Right => ("Right side", "右侧"),
        Shot::FrontLeft => ("Front left", "左前角"),
        Shot::FrontRight => ("Front right", "右前角"),
        Shot::RearLeft => ("Rear left", "左后角"),
        Shot::RearRight => ("Rear right", "右后角"),
        Shot::Interior => ("Inside", "车内"),
        Shot::Odometer => ("Odometer", "里程表"),
        Shot::Damage => ("Damage", "损伤"),
        Shot::Other => ("Other", "其他"),
    };
    language.pick(english, chinese)
}
