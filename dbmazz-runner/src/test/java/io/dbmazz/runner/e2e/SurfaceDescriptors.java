package io.dbmazz.runner.e2e;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;

/**
 * The messages of the control surface as an existing client has them: its own copy of names and
 * numbers, independent of the project's proto file.
 */
final class SurfaceDescriptors {

  private static final FieldDescriptorProto.Type BOOL = FieldDescriptorProto.Type.TYPE_BOOL;
  private static final FieldDescriptorProto.Type DOUBLE = FieldDescriptorProto.Type.TYPE_DOUBLE;
  private static final FieldDescriptorProto.Type ENUM = FieldDescriptorProto.Type.TYPE_ENUM;
  private static final FieldDescriptorProto.Type STRING = FieldDescriptorProto.Type.TYPE_STRING;
  private static final FieldDescriptorProto.Type UINT32 = FieldDescriptorProto.Type.TYPE_UINT32;
  private static final FieldDescriptorProto.Type UINT64 = FieldDescriptorProto.Type.TYPE_UINT64;

  private static final FileDescriptor FILE = build();

  private SurfaceDescriptors() {}

  static Descriptor message(String name) {
    return FILE.findMessageTypeByName(name);
  }

  private static FileDescriptor build() {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("existing-client.proto")
            .setPackage("dbmazz")
            .setSyntax("proto3")
            .addMessageType(define("HealthCheckRequest", field("service", STRING, 1)))
            .addMessageType(healthCheckResponse())
            .addAllMessageType(controlMessages())
            .addMessageType(define("StatusRequest"))
            .addMessageType(statusResponse())
            .addMessageType(define("MetricsRequest", field("interval_ms", UINT32, 1)))
            .addMessageType(metricsResponse())
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("The copy of the descriptors is not valid", e);
    }
  }

  private static DescriptorProto healthCheckResponse() {
    return define(
            "HealthCheckResponse",
            enumField("status", "HealthCheckResponse.ServingStatus", 1),
            enumField("stage", "HealthCheckResponse.Stage", 2),
            field("stage_detail", STRING, 3),
            field("error_detail", STRING, 4))
        .toBuilder()
        .addEnumType(enumeration("ServingStatus", "UNKNOWN", "SERVING", "NOT_SERVING"))
        .addEnumType(
            enumeration("Stage", "STAGE_UNKNOWN", "STAGE_INIT", "STAGE_SETUP", "STAGE_CDC"))
        .build();
  }

  private static List<DescriptorProto> controlMessages() {
    return List.of(
        define("PauseRequest"),
        define("ResumeRequest"),
        define("DrainRequest"),
        define("StopRequest", field("skip_slot_cleanup", BOOL, 1)),
        define(
            "ReloadConfigRequest",
            field("flush_size", UINT64, 1),
            field("flush_interval_ms", UINT64, 2),
            repeated("tables", 3)),
        define("ControlResponse", field("success", BOOL, 1), field("message", STRING, 2)));
  }

  private static DescriptorProto statusResponse() {
    return define(
            "StatusResponse",
            enumField("state", "StatusResponse.CdcState", 1),
            field("current_lsn", UINT64, 2),
            field("confirmed_lsn", UINT64, 3),
            field("pending_events", UINT64, 4),
            field("slot_name", STRING, 5),
            repeated("tables", 6))
        .toBuilder()
        .addEnumType(enumeration("CdcState", "RUNNING", "PAUSED", "DRAINING", "STOPPED"))
        .build();
  }

  private static DescriptorProto metricsResponse() {
    return define(
        "MetricsResponse",
        field("timestamp", UINT64, 1),
        field("events_per_second", DOUBLE, 2),
        field("lag_bytes", UINT64, 3),
        field("lag_events", UINT64, 4),
        field("memory_bytes", UINT64, 5),
        field("total_events_processed", UINT64, 6),
        field("total_batches_sent", UINT64, 7),
        field("cpu_millicores", UINT64, 8));
  }

  private static DescriptorProto define(String name, FieldDescriptorProto... fields) {
    return DescriptorProto.newBuilder().setName(name).addAllField(List.of(fields)).build();
  }

  private static FieldDescriptorProto field(
      String name, FieldDescriptorProto.Type type, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  private static FieldDescriptorProto repeated(String name, int number) {
    return field(name, STRING, number).toBuilder()
        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
        .build();
  }

  private static FieldDescriptorProto enumField(String name, String type, int number) {
    return field(name, ENUM, number).toBuilder().setTypeName(".dbmazz." + type).build();
  }

  private static EnumDescriptorProto enumeration(String name, String... values) {
    EnumDescriptorProto.Builder builder = EnumDescriptorProto.newBuilder().setName(name);
    for (int number = 0; number < values.length; number++) {
      builder.addValue(
          EnumValueDescriptorProto.newBuilder().setName(values[number]).setNumber(number));
    }
    return builder.build();
  }
}
