/// The messages read by their tables, by number.
enum MessageRegistry {
  static let bodies: [UInt16: any MessageBody.Type] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.id, $0) })

  /// Every message that is read by its table.
  static let all: [any MessageBody.Type] = [
    ServerTimeRequest.self, TerminalResendRequest.self, ParameterReply.self, AttributesReply.self, UpgradeResult.self,
    LocationReply.self, EventReport.self, QuestionReply.self, InformationRequest.self, VehicleControlReply.self, AreaReply.self,
    RecorderData.self, Waybill.self, CANData.self, MediaEvent.self, MediaUpload.self, MediaSearchReply.self, SnapshotReply.self,
    UplinkData.self, CompressedData.self, TerminalKey.self, AudioVideoProperties.self, PassengerFlow.self, RecordingList.self,
    UploadResult.self, AttachmentList.self, AttachmentBegin.self, AttachmentEnd.self, ResendRequest.self, ServerTimeReply.self,
    ParameterSetting.self, ParameterRequest.self, TerminalControl.self, SomeParametersRequest.self, AttributesRequest.self,
    UpgradePackage.self, LocationRequest.self, TemporaryTracking.self, AlarmConfirmation.self, LinkCheck.self, TextMessage.self,
    EventSetting.self, Question.self, InformationMenu.self, InformationService.self, CallBack.self, PhoneBook.self,
    VehicleControl.self, CircleSetting.self, CircleDeletion.self, RectangleSetting.self, RectangleDeletion.self,
    PolygonSetting.self, PolygonDeletion.self, RouteSetting.self, RouteDeletion.self, AreaRequest.self, RecorderRequest.self,
    RecorderParameters.self, DriverRequest.self, MediaReply.self, Snapshot.self, MediaSearch.self, MediaUploadRequest.self,
    AudioRecording.self, SingleMediaRequest.self, DownlinkData.self, PlatformKey.self, AudioVideoRequest.self,
    LiveStreamRequest.self, LiveStreamControl.self, LiveStreamState.self, PlaybackRequest.self, PlaybackControl.self,
    RecordingListRequest.self, RecordingUpload.self, UploadControl.self, AttachmentRequest.self, AttachmentReply.self,
    PanTiltRotation.self, PanTiltFocus.self, PanTiltAperture.self, PanTiltWiper.self, PanTiltInfrared.self, PanTiltZoom.self,
  ]
}
