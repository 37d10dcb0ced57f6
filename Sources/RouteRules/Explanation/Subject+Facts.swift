public import EscortDomain

extension Fact {
  /// Whether a fact may show that a vehicle left its origin or came to its destination.
  var mayShowCustody: Bool {
    switch self {
    case .position, .declaration: true
    default: false
    }
  }
}

extension Verdict.Subject {
  /// Whether a fact is of the kind, and about the vehicle, camera, person or alarm, that the verdict rests on.
  public func rests(on fact: Fact) -> Bool {
    if case .declaration = fact { return true }
    let isOfVehicle = vehicle == nil || fact.vehicle == vehicle
    switch (rule, fact) {
    case (.recordingContinuity, .recording(let heartbeat)): return isOfVehicle && heartbeat.camera == camera
    case (.recordingContinuity, .segment(let segment)): return isOfVehicle && segment.camera == camera
    case (.escortMinimum, .act): return true  // whoever checks in elsewhere leaves this vehicle
    case (.missedCheckIn, .act(let act)), (.crewSeparation, .act(let act)): return act.person == person
    case (.duress, .act(let act)): return isOfVehicle && act.person == person && act.duress
    case (.crewSeparation, .phone(let phone)): return phone.person == person
    case (.doorOpen, .door), (.seal, .seal): return isOfVehicle
    case (.terminalAlarm, .alarm(let alarm)): return isOfVehicle && alarm.name == aspect?.value
    case (.terminalAlarm, .position(let report)): return isOfVehicle && report.alarms != nil
    case (.recordingContinuity, _), (.escortMinimum, _), (.duress, _), (.seal, _), (.handOverOverdue, _): return false
    case (_, .position): return isOfVehicle
    default: return false
    }
  }
}
