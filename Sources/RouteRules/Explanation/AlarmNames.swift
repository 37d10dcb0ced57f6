/// What the alarms of JT/T 808 are called in Chinese, by their names in a feed (FEED.md); the console's catalogue says the same.
public enum AlarmNames {
  /// An alarm's Chinese name; one that is not in the standard keeps its own.
  public static func chinese(_ name: String) -> String { all[name] ?? name }

  private static let all = [
    "emergency": "紧急报警",
    "overspeed": "超速报警",
    "fatigue": "疲劳驾驶",
    "danger-warning": "危险预警",
    "gnss-fault": "定位模块故障",
    "gnss-antenna-open": "定位天线断开",
    "gnss-antenna-short": "定位天线短路",
    "main-power-low": "主电源欠压",
    "main-power-lost": "主电源断电",
    "display-fault": "显示屏故障",
    "tts-fault": "语音模块故障",
    "camera-fault": "摄像头故障",
    "ic-card-fault": "读卡器故障",
    "overspeed-warning": "超速预警",
    "fatigue-warning": "疲劳预警",
    "rule-violation": "违规行驶",
    "tyre-pressure": "胎压报警",
    "blind-spot": "盲区报警",
    "daily-driving-exceeded": "当天累计驾驶超时",
    "stopped-too-long": "超时停车",
    "area": "进出区域",
    "route": "进出路线",
    "section-time": "路段行驶时间异常",
    "off-route": "路线偏离",
    "vss-fault": "车速传感器故障",
    "fuel": "油量异常",
    "stolen": "车辆被盗",
    "illegal-ignition": "非法点火",
    "illegal-movement": "非法位移",
    "collision": "碰撞",
    "rollover": "侧翻",
    "illegal-door": "非法开门",
  ]
}
