//! A client of Marionette, the protocol by which Thunderbird runs scripts. Only its set-up uses it.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

/// How long Thunderbird may take to start listening.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// A connection to a Thunderbird that was started with `--marionette`.
pub struct Marionette {
    stream: BufReader<TcpStream>,
    last_id: u32,
}

impl Marionette {
    /// Connects as soon as Thunderbird listens, and opens a session whose scripts have all of the program's rights.
    pub fn connect(port: u16) -> Self {
        let start = Instant::now();
        let stream = loop {
            match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
                Ok(stream) => break stream,
                Err(error) => assert!(start.elapsed() < START_TIMEOUT, "Thunderbird does not listen: {error}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        let mut client = Self { stream: BufReader::new(stream), last_id: 0 };
        client.read_packet();
        client.call("WebDriver:NewSession", &json!({}));
        client.call("Marionette:SetContext", &json!({ "value": "chrome" }));
        client
    }

    /// Runs the body of an asynchronous function and returns its result.
    pub fn run_script(&mut self, body: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(done, (error) => done({{ error: `${{error}}` }}))"
        );
        let parameters = json!({ "script": script, "args": [], "scriptTimeout": 60_000 });
        let value = self.call("WebDriver:ExecuteAsyncScript", &parameters)["value"].clone();
        assert!(value.get("error").is_none(), "{value}");
        value
    }

    fn call(&mut self, name: &str, parameters: &Value) -> Value {
        self.last_id += 1;
        let packet = json!([0, self.last_id, name, parameters]).to_string();
        write!(self.stream.get_mut(), "{}:{packet}", packet.len()).unwrap();
        // The response is: type, identifier, error, result.
        let response = self.read_packet();
        assert!(response[2].is_null(), "{name}: {}", response[2]);
        response[3].clone()
    }

    /// Reads a packet: its length, a colon, and JSON.
    fn read_packet(&mut self) -> Value {
        let mut length = Vec::new();
        self.stream.read_until(b':', &mut length).unwrap();
        let length: usize = std::str::from_utf8(&length).unwrap().trim_end_matches(':').parse().unwrap();
        let mut packet = vec![0; length];
        self.stream.read_exact(&mut packet).unwrap();
        serde_json::from_slice(&packet).unwrap()
    }
}
