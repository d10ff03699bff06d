//! Our own JSON over MQTT and HTTP.
