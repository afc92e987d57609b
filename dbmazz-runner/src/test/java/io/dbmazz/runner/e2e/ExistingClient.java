package io.dbmazz.runner.e2e;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.util.Iterator;
import java.util.Map;

/** A client that knows only {@link SurfaceDescriptors} and the names of services and methods. */
final class ExistingClient {

  private final Channel channel;

  ExistingClient(Channel channel) {
    this.channel = channel;
  }

  /** Calls {@code dbmazz.<method>}, for example {@code HealthService/Check}. */
  DynamicMessage call(String method, DynamicMessage request, String responseType) {
    return ClientCalls.blockingUnaryCall(
        channel, descriptor(method, request, responseType, MethodType.UNARY), options(), request);
  }

  /** Calls a method that answers with a stream; cancelled with the channel. */
  Iterator<DynamicMessage> stream(String method, DynamicMessage request, String responseType) {
    return ClientCalls.blockingServerStreamingCall(
        channel,
        descriptor(method, request, responseType, MethodType.SERVER_STREAMING),
        options(),
        request);
  }

  static DynamicMessage message(String type, Map<String, Object> fields) {
    var descriptor = SurfaceDescriptors.message(type);
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(descriptor);
    fields.forEach((name, value) -> builder.setField(descriptor.findFieldByName(name), value));
    return builder.build();
  }

  static Object get(DynamicMessage message, String field) {
    return message.getField(message.getDescriptorForType().findFieldByName(field));
  }

  private static CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(java.time.Duration.ofSeconds(30));
  }

  private static MethodDescriptor<DynamicMessage, DynamicMessage> descriptor(
      String method, DynamicMessage request, String responseType, MethodType type) {
    return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(type)
        .setFullMethodName("dbmazz." + method)
        .setRequestMarshaller(ProtoUtils.marshaller(request.getDefaultInstanceForType()))
        .setResponseMarshaller(
            ProtoUtils.marshaller(
                DynamicMessage.getDefaultInstance(SurfaceDescriptors.message(responseType))))
        .build();
  }
}
