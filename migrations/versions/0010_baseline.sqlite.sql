CREATE TABLE users (
	id INTEGER NOT NULL, 
	public_id VARCHAR(26) NOT NULL, 
	username VARCHAR(80) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	email VARCHAR(200), 
	phone VARCHAR(30), 
	nip VARCHAR(30), 
	position VARCHAR(120), 
	password_hash VARCHAR(200), 
	locale VARCHAR(5), 
	is_active BOOLEAN NOT NULL, 
	session_epoch INTEGER NOT NULL, 
	salt BLOB, 
	commitment BLOB NOT NULL, 
	persona_order INTEGER, 
	persona_wish VARCHAR(200), 
	persona_wish_en VARCHAR(200), 
	once_key VARCHAR(32), 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_public_id UNIQUE (public_id), 
	CONSTRAINT uq_users_username UNIQUE (username), 
	CONSTRAINT uq_users_once_key UNIQUE (once_key)
);
--
CREATE TABLE failed_logins (
	username_hash BLOB NOT NULL, 
	count INTEGER NOT NULL, 
	last_at BIGINT NOT NULL, 
	locked_until BIGINT, 
	CONSTRAINT pk_failed_logins PRIMARY KEY (username_hash)
);
--
CREATE INDEX ix_failed_logins_last_at ON failed_logins (last_at);
--
CREATE TABLE regions (
	code VARCHAR(13) NOT NULL, 
	parent_code VARCHAR(13), 
	level VARCHAR(10) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	kind VARCHAR(10), 
	short_label VARCHAR(5), 
	timezone VARCHAR(20) NOT NULL, 
	population_thousand INTEGER, 
	budget_idr BIGINT, 
	goods_services_budget_idr BIGINT, 
	tile_col INTEGER, 
	tile_row INTEGER, 
	CONSTRAINT pk_regions PRIMARY KEY (code), 
	CONSTRAINT fk_regions_parent_code FOREIGN KEY(parent_code) REFERENCES regions (code)
);
--
CREATE INDEX ix_regions_parent_code ON regions (parent_code);
--
CREATE TABLE holidays (
	day DATE NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_holidays PRIMARY KEY (day)
);
--
CREATE TABLE worlds (
	id INTEGER NOT NULL, 
	scenario VARCHAR(40) NOT NULL, 
	seed_number INTEGER NOT NULL, 
	origin VARCHAR(120) NOT NULL, 
	public_key BLOB NOT NULL, 
	clock_mode VARCHAR(10) NOT NULL, 
	clock_world_at BIGINT NOT NULL, 
	clock_real_at BIGINT NOT NULL, 
	clock_speed INTEGER NOT NULL, 
	ready_at BIGINT, 
	CONSTRAINT pk_worlds PRIMARY KEY (id), 
	CONSTRAINT ck_worlds_one_row CHECK (id = 1)
);
--
CREATE TABLE ledger_entries (
	entry_index INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	occurred_at BIGINT NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	order_number VARCHAR(20), 
	from_status VARCHAR(24), 
	to_status VARCHAR(24), 
	actor_role VARCHAR(20), 
	actor BLOB, 
	region_code VARCHAR(13), 
	buyer_code VARCHAR(30), 
	supplier_code VARCHAR(30), 
	amount_idr BIGINT, 
	corrects BIGINT, 
	facts TEXT NOT NULL, 
	leaf_hash BLOB NOT NULL, 
	CONSTRAINT pk_ledger_entries PRIMARY KEY (entry_index)
);
--
CREATE INDEX ix_ledger_entries_order ON ledger_entries (order_number) WHERE order_number IS NOT NULL;
--
CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only: UPDATE refused'); END;
--
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only: DELETE refused'); END;
--
CREATE TRIGGER ledger_entries_in_turn BEFORE INSERT ON ledger_entries WHEN NEW.entry_index <> (SELECT coalesce(max(entry_index) + 1, 0) FROM ledger_entries) BEGIN SELECT RAISE(ABORT, 'ledger_entries out of turn: rows are only added at the end'); END;
--
CREATE TABLE ledger_tiles (
	level INTEGER NOT NULL, 
	position BIGINT NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_ledger_tiles PRIMARY KEY (level, position)
)
 WITHOUT ROWID;
--
CREATE TRIGGER ledger_tiles_no_update BEFORE UPDATE ON ledger_tiles BEGIN SELECT RAISE(ABORT, 'ledger_tiles is append-only: UPDATE refused'); END;
--
CREATE TRIGGER ledger_tiles_no_delete BEFORE DELETE ON ledger_tiles BEGIN SELECT RAISE(ABORT, 'ledger_tiles is append-only: DELETE refused'); END;
--
CREATE TRIGGER ledger_tiles_in_turn BEFORE INSERT ON ledger_tiles WHEN EXISTS (SELECT 1 FROM ledger_tiles WHERE level = NEW.level AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'ledger_tiles out of turn: rows are only added at the end'); END;
--
CREATE TABLE ledger_checkpoints (
	size INTEGER NOT NULL, 
	root_hash BLOB NOT NULL, 
	signed_note TEXT NOT NULL, 
	CONSTRAINT pk_ledger_checkpoints PRIMARY KEY (size)
);
--
CREATE TRIGGER ledger_checkpoints_no_update BEFORE UPDATE ON ledger_checkpoints BEGIN SELECT RAISE(ABORT, 'ledger_checkpoints is append-only: UPDATE refused'); END;
--
CREATE TRIGGER ledger_checkpoints_no_delete BEFORE DELETE ON ledger_checkpoints BEGIN SELECT RAISE(ABORT, 'ledger_checkpoints is append-only: DELETE refused'); END;
--
CREATE TRIGGER ledger_checkpoints_in_turn BEFORE INSERT ON ledger_checkpoints WHEN NEW.size <= (SELECT coalesce(max(size), -1) FROM ledger_checkpoints) BEGIN SELECT RAISE(ABORT, 'ledger_checkpoints out of turn: rows are only added at the end'); END;
--
CREATE TABLE categories (
	code VARCHAR(5) NOT NULL, 
	parent_code VARCHAR(5), 
	name VARCHAR(100) NOT NULL, 
	name_en VARCHAR(100) NOT NULL, 
	kbli VARCHAR(5) NOT NULL, 
	tax_class VARCHAR(12), 
	unit VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_categories PRIMARY KEY (code), 
	CONSTRAINT fk_categories_parent_code FOREIGN KEY(parent_code) REFERENCES categories (code)
);
--
CREATE TABLE catalogue_revision (
	id INTEGER NOT NULL, 
	number BIGINT NOT NULL, 
	ranked_on DATE, 
	CONSTRAINT pk_catalogue_revision PRIMARY KEY (id), 
	CONSTRAINT ck_catalogue_revision_one_row CHECK (id = 1)
);
--
CREATE TABLE search_words (
	word VARCHAR(60) NOT NULL, 
	documents INTEGER NOT NULL, 
	CONSTRAINT pk_search_words PRIMARY KEY (word)
);
--
CREATE TABLE order_counters (
	fiscal_year INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_order_counters PRIMARY KEY (fiscal_year)
);
--
CREATE TABLE bot_events (
	id INTEGER NOT NULL, 
	subject VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	order_number VARCHAR(20), 
	username VARCHAR(80) NOT NULL, 
	temperament VARCHAR(20) NOT NULL, 
	action VARCHAR(24) NOT NULL, 
	due_at BIGINT, 
	tries INTEGER NOT NULL, 
	refusal VARCHAR(40), 
	flaws JSON NOT NULL, 
	CONSTRAINT pk_bot_events PRIMARY KEY (id), 
	CONSTRAINT uq_bot_events_subject_version UNIQUE (subject, version), 
	CONSTRAINT ck_bot_events_tries CHECK (tries BETWEEN 0 AND 3)
);
--
CREATE INDEX ix_bot_events_due ON bot_events (due_at) WHERE due_at IS NOT NULL;
--
CREATE INDEX ix_bot_events_order_number ON bot_events (order_number);
--
CREATE TABLE training_answers (
	id INTEGER NOT NULL, 
	username VARCHAR(80) NOT NULL, 
	step VARCHAR(30) NOT NULL, 
	text TEXT NOT NULL, 
	score JSON NOT NULL, 
	given_at BIGINT NOT NULL, 
	CONSTRAINT pk_training_answers PRIMARY KEY (id)
);
--
CREATE INDEX ix_training_answers_username ON training_answers (username);
--
CREATE TABLE public_orders (
	number VARCHAR(20) NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	buyer_code VARCHAR(30) NOT NULL, 
	supplier_code VARCHAR(30) NOT NULL, 
	supplier_region VARCHAR(13) NOT NULL, 
	supplier_class VARCHAR(12) NOT NULL, 
	category VARCHAR(5) NOT NULL, 
	method VARCHAR(12) NOT NULL, 
	payment_path VARCHAR(6) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	gross_idr BIGINT NOT NULL, 
	opened_at BIGINT NOT NULL, 
	last_entry BIGINT NOT NULL, 
	closed_at BIGINT, 
	closed_month INTEGER NOT NULL, 
	value_idr BIGINT, 
	tax_idr BIGINT, 
	lines INTEGER, 
	lines_on_time INTEGER, 
	first_time BOOLEAN, 
	pay_days INTEGER, 
	score_permille INTEGER, 
	CONSTRAINT pk_public_orders PRIMARY KEY (number)
)
 WITHOUT ROWID;
--
CREATE INDEX ix_public_orders_buyer ON public_orders (buyer_code, closed_month);
--
CREATE INDEX ix_public_orders_living ON public_orders (status, region_code) WHERE closed_month = 999999;
--
CREATE INDEX ix_public_orders_month ON public_orders (closed_month, status);
--
CREATE INDEX ix_public_orders_region ON public_orders (region_code, closed_month);
--
CREATE INDEX ix_public_orders_supplier ON public_orders (supplier_code, closed_month);
--
CREATE TABLE region_outcomes (
	month INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	orders INTEGER NOT NULL, 
	CONSTRAINT pk_region_outcomes PRIMARY KEY (month, region_code, status)
)
 WITHOUT ROWID;
--
CREATE TABLE region_months (
	month INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	orders INTEGER NOT NULL, 
	value_idr BIGINT NOT NULL, 
	tax_idr BIGINT NOT NULL, 
	local_orders INTEGER NOT NULL, 
	local_value_idr BIGINT NOT NULL, 
	small_value_idr BIGINT NOT NULL, 
	domestic_value_idr BIGINT NOT NULL, 
	lines INTEGER NOT NULL, 
	lines_on_time INTEGER NOT NULL, 
	first_time INTEGER NOT NULL, 
	scored INTEGER NOT NULL, 
	score_permille BIGINT NOT NULL, 
	not_cheapest INTEGER NOT NULL, 
	reasoned INTEGER NOT NULL, 
	planned INTEGER NOT NULL, 
	compared INTEGER NOT NULL, 
	CONSTRAINT pk_region_months PRIMARY KEY (month, region_code)
)
 WITHOUT ROWID;
--
CREATE TABLE region_histograms (
	month INTEGER NOT NULL, 
	measure VARCHAR(5) NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	bucket INTEGER NOT NULL, 
	orders INTEGER NOT NULL, 
	CONSTRAINT pk_region_histograms PRIMARY KEY (month, measure, region_code, bucket)
)
 WITHOUT ROWID;
--
CREATE TABLE region_shares (
	month INTEGER NOT NULL, 
	dimension VARCHAR(10) NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	share_key VARCHAR(12) NOT NULL, 
	orders INTEGER NOT NULL, 
	value_idr BIGINT NOT NULL, 
	CONSTRAINT pk_region_shares PRIMARY KEY (month, dimension, region_code, share_key)
)
 WITHOUT ROWID;
--
CREATE TABLE unit_months (
	month INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	buyer_code VARCHAR(30) NOT NULL, 
	orders INTEGER NOT NULL, 
	value_idr BIGINT NOT NULL, 
	tax_idr BIGINT NOT NULL, 
	paid INTEGER NOT NULL, 
	pay_days BIGINT NOT NULL, 
	paid_in_time INTEGER NOT NULL, 
	scored INTEGER NOT NULL, 
	CONSTRAINT pk_unit_months PRIMARY KEY (month, region_code, buyer_code)
)
 WITHOUT ROWID;
--
CREATE INDEX ix_unit_months_buyer ON unit_months (buyer_code, month);
--
CREATE TABLE supplier_months (
	month INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	supplier_code VARCHAR(30) NOT NULL, 
	is_local BOOLEAN NOT NULL, 
	orders INTEGER NOT NULL, 
	value_idr BIGINT NOT NULL, 
	CONSTRAINT pk_supplier_months PRIMARY KEY (month, region_code, supplier_code)
)
 WITHOUT ROWID;
--
CREATE INDEX ix_supplier_months_supplier ON supplier_months (supplier_code, month);
--
CREATE TABLE supplier_standing (
	supplier_code VARCHAR(30) NOT NULL, 
	orders INTEGER NOT NULL, 
	value_idr BIGINT NOT NULL, 
	lines INTEGER NOT NULL, 
	lines_on_time INTEGER NOT NULL, 
	first_time INTEGER NOT NULL, 
	scored INTEGER NOT NULL, 
	score_permille BIGINT NOT NULL, 
	paid INTEGER NOT NULL, 
	pay_days BIGINT NOT NULL, 
	complaints INTEGER NOT NULL, 
	complaints_solved INTEGER NOT NULL, 
	complaints_solved_in_time INTEGER NOT NULL, 
	first_month INTEGER, 
	last_month INTEGER, 
	CONSTRAINT pk_supplier_standing PRIMARY KEY (supplier_code)
)
 WITHOUT ROWID;
--
CREATE TABLE public_units (
	buyer_code VARCHAR(30) NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	name VARCHAR(160) NOT NULL, 
	short_name VARCHAR(80) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	parent_code VARCHAR(30), 
	CONSTRAINT pk_public_units PRIMARY KEY (buyer_code)
)
 WITHOUT ROWID;
--
CREATE INDEX ix_public_units_region_code ON public_units (region_code);
--
CREATE TABLE public_suppliers (
	supplier_code VARCHAR(30) NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	name VARCHAR(160) NOT NULL, 
	business_class VARCHAR(12) NOT NULL, 
	legal_form VARCHAR(20) NOT NULL, 
	nib VARCHAR(13) NOT NULL, 
	is_pkp BOOLEAN NOT NULL, 
	verified_at BIGINT NOT NULL, 
	CONSTRAINT pk_public_suppliers PRIMARY KEY (supplier_code)
)
 WITHOUT ROWID;
--
CREATE INDEX ix_public_suppliers_region_code ON public_suppliers (region_code);
--
CREATE TABLE public_sanctions (
	entry_index BIGINT NOT NULL, 
	supplier_code VARCHAR(30) NOT NULL, 
	region_code VARCHAR(13), 
	month INTEGER NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	rule VARCHAR(10) NOT NULL, 
	until VARCHAR(10), 
	imposed_at BIGINT NOT NULL, 
	CONSTRAINT pk_public_sanctions PRIMARY KEY (entry_index)
);
--
CREATE INDEX ix_public_sanctions_supplier_code ON public_sanctions (supplier_code);
--
CREATE TABLE public_complaints (
	entry_index BIGINT NOT NULL, 
	order_number VARCHAR(20) NOT NULL, 
	month INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	buyer_code VARCHAR(30) NOT NULL, 
	supplier_code VARCHAR(30) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	filed_by VARCHAR(10) NOT NULL, 
	filed_at BIGINT NOT NULL, 
	solved_entry BIGINT, 
	solved_days INTEGER, 
	CONSTRAINT pk_public_complaints PRIMARY KEY (entry_index)
);
--
CREATE INDEX ix_public_complaints_month ON public_complaints (month);
--
CREATE INDEX ix_public_complaints_order_number ON public_complaints (order_number);
--
CREATE INDEX ix_public_complaints_supplier_code ON public_complaints (supplier_code);
--
CREATE TABLE unit_plans (
	year INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	buyer_code VARCHAR(30) NOT NULL, 
	packages INTEGER NOT NULL, 
	pagu_idr BIGINT NOT NULL, 
	CONSTRAINT pk_unit_plans PRIMARY KEY (year, region_code, buyer_code)
)
 WITHOUT ROWID;
--
CREATE TABLE buyers (
	id INTEGER NOT NULL, 
	code VARCHAR(30) NOT NULL, 
	document_code VARCHAR(20) NOT NULL, 
	name VARCHAR(160) NOT NULL, 
	short_name VARCHAR(60) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	parent_id INTEGER, 
	region_code VARCHAR(13) NOT NULL, 
	district_code VARCHAR(13), 
	address VARCHAR(200) NOT NULL, 
	kpa_approval_above_idr BIGINT, 
	is_active BOOLEAN NOT NULL, 
	CONSTRAINT pk_buyers PRIMARY KEY (id), 
	CONSTRAINT uq_buyers_code UNIQUE (code), 
	CONSTRAINT fk_buyers_parent_id FOREIGN KEY(parent_id) REFERENCES buyers (id), 
	CONSTRAINT fk_buyers_region_code FOREIGN KEY(region_code) REFERENCES regions (code)
);
--
CREATE INDEX ix_buyers_region_code ON buyers (region_code);
--
CREATE TABLE suppliers (
	id INTEGER NOT NULL, 
	code VARCHAR(30) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	description TEXT NOT NULL, 
	legal_form VARCHAR(20) NOT NULL, 
	business_class VARCHAR(10) NOT NULL, 
	nib VARCHAR(13) NOT NULL, 
	npwp VARCHAR(20) NOT NULL, 
	is_pkp BOOLEAN NOT NULL, 
	kbli JSON NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	district_code VARCHAR(13), 
	address VARCHAR(200) NOT NULL, 
	bank_name VARCHAR(60) NOT NULL, 
	bank_account VARCHAR(30) NOT NULL, 
	bank_holder VARCHAR(120) NOT NULL, 
	shipping_local_idr BIGINT NOT NULL, 
	shipping_other_idr BIGINT NOT NULL, 
	verified_at BIGINT, 
	returned_at BIGINT, 
	return_reason VARCHAR(300), 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_suppliers PRIMARY KEY (id), 
	CONSTRAINT ck_suppliers_class CHECK (business_class IN ('mikro', 'kecil', 'menengah', 'besar', 'koperasi')), 
	CONSTRAINT uq_suppliers_code UNIQUE (code), 
	CONSTRAINT fk_suppliers_region_code FOREIGN KEY(region_code) REFERENCES regions (code)
);
--
CREATE INDEX ix_suppliers_region_code ON suppliers (region_code);
--
CREATE TABLE memberships (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	buyer_id INTEGER, 
	supplier_id INTEGER, 
	region_code VARCHAR(13), 
	valid_from DATE NOT NULL, 
	valid_until DATE, 
	CONSTRAINT pk_memberships PRIMARY KEY (id), 
	CONSTRAINT ck_memberships_one_place CHECK ((CASE WHEN buyer_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN supplier_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN region_code IS NULL THEN 0 ELSE 1 END) <= 1), 
	CONSTRAINT fk_memberships_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_memberships_buyer_id FOREIGN KEY(buyer_id) REFERENCES buyers (id), 
	CONSTRAINT fk_memberships_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id), 
	CONSTRAINT fk_memberships_region_code FOREIGN KEY(region_code) REFERENCES regions (code)
);
--
CREATE INDEX ix_memberships_buyer_id ON memberships (buyer_id);
--
CREATE INDEX ix_memberships_supplier_id ON memberships (supplier_id);
--
CREATE INDEX ix_memberships_user_id ON memberships (user_id);
--
CREATE TABLE sanctions (
	id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	order_number VARCHAR(20), 
	reason VARCHAR(300) NOT NULL, 
	starts_at BIGINT NOT NULL, 
	ends_at BIGINT, 
	CONSTRAINT pk_sanctions PRIMARY KEY (id), 
	CONSTRAINT fk_sanctions_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id)
);
--
CREATE INDEX ix_sanctions_supplier ON sanctions (supplier_id, ends_at);
--
CREATE TABLE photos (
	id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	thumbnail BLOB NOT NULL, 
	CONSTRAINT pk_photos PRIMARY KEY (id), 
	CONSTRAINT fk_photos_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id)
);
--
CREATE INDEX ix_photos_sha256 ON photos (sha256);
--
CREATE TABLE document_counters (
	buyer_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	type VARCHAR(4) NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_document_counters PRIMARY KEY (buyer_id, fiscal_year, type), 
	CONSTRAINT fk_document_counters_buyer_id FOREIGN KEY(buyer_id) REFERENCES buyers (id)
);
--
CREATE TABLE plan_packages (
	id INTEGER NOT NULL, 
	rup_code VARCHAR(12) NOT NULL, 
	buyer_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	name VARCHAR(160) NOT NULL, 
	account_code VARCHAR(20) NOT NULL, 
	account_name VARCHAR(120) NOT NULL, 
	fund_source VARCHAR(20) NOT NULL, 
	category_code VARCHAR(5), 
	pagu_idr BIGINT NOT NULL, 
	held_idr BIGINT NOT NULL, 
	posted_idr BIGINT NOT NULL, 
	announced_at BIGINT, 
	CONSTRAINT pk_plan_packages PRIMARY KEY (id), 
	CONSTRAINT ck_plan_packages_not_negative CHECK (held_idr >= 0 AND posted_idr >= 0), 
	CONSTRAINT ck_plan_packages_within_pagu CHECK (held_idr + posted_idr <= pagu_idr), 
	CONSTRAINT uq_plan_packages_rup_code UNIQUE (rup_code), 
	CONSTRAINT fk_plan_packages_buyer_id FOREIGN KEY(buyer_id) REFERENCES buyers (id)
);
--
CREATE INDEX ix_plan_packages_buyer ON plan_packages (buyer_id, fiscal_year);
--
CREATE TABLE products (
	id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	category_code VARCHAR(5) NOT NULL, 
	name VARCHAR(160) NOT NULL, 
	description TEXT NOT NULL, 
	unit VARCHAR(20) NOT NULL, 
	unit_price_net_idr BIGINT NOT NULL, 
	tax_class VARCHAR(12) NOT NULL, 
	min_order INTEGER NOT NULL, 
	stock INTEGER, 
	daily_capacity INTEGER, 
	lead_days INTEGER NOT NULL, 
	weight_g INTEGER, 
	domestic_status VARCHAR(12) NOT NULL, 
	tkdn_percent INTEGER, 
	tkdn_number VARCHAR(40), 
	tkdn_until DATE, 
	bmp_percent INTEGER, 
	pirt_number VARCHAR(40), 
	halal_number VARCHAR(40), 
	nie_number VARCHAR(40), 
	status VARCHAR(8) NOT NULL, 
	sold_count INTEGER NOT NULL, 
	photo_id INTEGER, 
	once_key VARCHAR(64), 
	listed_at BIGINT NOT NULL, 
	price_changed_at BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_products PRIMARY KEY (id), 
	CONSTRAINT ck_products_price CHECK (unit_price_net_idr > 0), 
	CONSTRAINT ck_products_stock CHECK (stock IS NULL OR stock >= 0), 
	CONSTRAINT ck_products_stock_or_capacity CHECK ((stock IS NULL) <> (daily_capacity IS NULL)), 
	CONSTRAINT ck_products_min_order CHECK (min_order >= 1), 
	CONSTRAINT ck_products_tkdn CHECK (tkdn_percent IS NULL OR (tkdn_percent >= 0 AND tkdn_percent <= 100)), 
	CONSTRAINT fk_products_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id), 
	CONSTRAINT fk_products_category_code FOREIGN KEY(category_code) REFERENCES categories (code), 
	CONSTRAINT fk_products_photo_id FOREIGN KEY(photo_id) REFERENCES photos (id), 
	CONSTRAINT uq_products_once_key UNIQUE (once_key)
);
--
CREATE INDEX ix_products_category ON products (category_code, status);
--
CREATE INDEX ix_products_supplier ON products (supplier_id, status);
--
CREATE TABLE orders (
	id INTEGER NOT NULL, 
	number VARCHAR(20) NOT NULL, 
	once_key VARCHAR(64) NOT NULL, 
	group_key VARCHAR(64), 
	buyer_id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	package_id INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	is_pkp BOOLEAN NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	method VARCHAR(12) NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	version INTEGER NOT NULL, 
	drafted_by INTEGER, 
	approved_by INTEGER, 
	issued_by INTEGER, 
	verified_by INTEGER, 
	paid_by INTEGER, 
	signers JSON NOT NULL, 
	purpose VARCHAR(300) NOT NULL, 
	recipient_name VARCHAR(120) NOT NULL, 
	recipient_phone VARCHAR(30) NOT NULL, 
	delivery_address VARCHAR(300) NOT NULL, 
	delivery_region_code VARCHAR(13) NOT NULL, 
	needed_on DATE NOT NULL, 
	due_on DATE, 
	payment_path VARCHAR(6) NOT NULL, 
	payment_term_days INTEGER NOT NULL, 
	compared_count INTEGER NOT NULL, 
	is_cheapest BOOLEAN NOT NULL, 
	comparison JSON NOT NULL, 
	reason_not_cheapest VARCHAR(300), 
	warnings JSON NOT NULL, 
	rfq_count INTEGER NOT NULL, 
	stopped_as VARCHAR(24), 
	stop_asked_by VARCHAR(8), 
	defects INTEGER NOT NULL, 
	price_cut_agreed_at BIGINT, 
	late_days INTEGER NOT NULL, 
	payment_reference VARCHAR(60) NOT NULL, 
	list_net_idr BIGINT NOT NULL, 
	goods_net_idr BIGINT NOT NULL, 
	shipping_net_idr BIGINT NOT NULL, 
	tax_idr BIGINT NOT NULL, 
	gross_idr BIGINT NOT NULL, 
	accepted_net_idr BIGINT, 
	accepted_tax_idr BIGINT, 
	penalty_idr BIGINT NOT NULL, 
	withheld_idr BIGINT NOT NULL, 
	held_idr BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	issued_at BIGINT, 
	received_at BIGINT, 
	handed_over_at BIGINT, 
	paid_at BIGINT, 
	credited_at BIGINT, 
	closed_at BIGINT, 
	respond_by BIGINT, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT ck_orders_status CHECK (status IN ('draf', 'dibandingkan', 'rfq_terkirim', 'penawaran_masuk', 'negosiasi', 'usulan_pesanan', 'menunggu_persetujuan', 'dikembalikan', 'disetujui', 'sp_terbit', 'sp_diterima', 'diproses', 'adendum', 'dikirim', 'dikerjakan', 'tiba_sebagian', 'tiba', 'diperiksa', 'tidak_sesuai', 'retur', 'perbaikan', 'potong_harga', 'sengketa', 'bast_terbit', 'ditagih', 'tagihan_dikembalikan', 'verifikasi', 'menunggu_bayar', 'gagal_bayar', 'dibayar', 'pajak_disetor', 'menunggu_penilaian', 'selesai', 'dibatalkan', 'ditolak', 'rfq_ditolak', 'rfq_kedaluwarsa', 'sp_ditolak', 'sp_kedaluwarsa', 'penghentian', 'pemutusan', 'gagal', 'ditutup_tahun_anggaran')), 
	CONSTRAINT ck_orders_gross CHECK (gross_idr = goods_net_idr + shipping_net_idr + tax_idr), 
	CONSTRAINT ck_orders_held CHECK (held_idr >= 0), 
	CONSTRAINT uq_orders_number UNIQUE (number), 
	CONSTRAINT uq_orders_once_key UNIQUE (once_key), 
	CONSTRAINT fk_orders_buyer_id FOREIGN KEY(buyer_id) REFERENCES buyers (id), 
	CONSTRAINT fk_orders_supplier_id FOREIGN KEY(supplier_id) REFERENCES suppliers (id), 
	CONSTRAINT fk_orders_package_id FOREIGN KEY(package_id) REFERENCES plan_packages (id), 
	CONSTRAINT fk_orders_drafted_by FOREIGN KEY(drafted_by) REFERENCES users (id), 
	CONSTRAINT fk_orders_approved_by FOREIGN KEY(approved_by) REFERENCES users (id), 
	CONSTRAINT fk_orders_issued_by FOREIGN KEY(issued_by) REFERENCES users (id), 
	CONSTRAINT fk_orders_verified_by FOREIGN KEY(verified_by) REFERENCES users (id), 
	CONSTRAINT fk_orders_paid_by FOREIGN KEY(paid_by) REFERENCES users (id)
);
--
CREATE INDEX ix_orders_buyer ON orders (buyer_id, status);
--
CREATE INDEX ix_orders_group_key ON orders (group_key);
--
CREATE INDEX ix_orders_package ON orders (package_id);
--
CREATE INDEX ix_orders_recent ON orders (buyer_id, created_at);
--
CREATE INDEX ix_orders_supplier ON orders (supplier_id, status);
--
CREATE INDEX ix_orders_timer ON orders (respond_by) WHERE respond_by IS NOT NULL;
--
CREATE TABLE product_areas (
	product_id INTEGER NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	CONSTRAINT pk_product_areas PRIMARY KEY (product_id, region_code), 
	CONSTRAINT fk_product_areas_product_id FOREIGN KEY(product_id) REFERENCES products (id), 
	CONSTRAINT fk_product_areas_region_code FOREIGN KEY(region_code) REFERENCES regions (code)
)
 WITHOUT ROWID;
--
CREATE TABLE capacity_uses (
	product_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	used INTEGER NOT NULL, 
	CONSTRAINT pk_capacity_uses PRIMARY KEY (product_id, day), 
	CONSTRAINT ck_capacity_uses_used CHECK (used >= 0), 
	CONSTRAINT fk_capacity_uses_product_id FOREIGN KEY(product_id) REFERENCES products (id)
)
 WITHOUT ROWID;
--
CREATE TABLE price_changes (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	changed_at BIGINT NOT NULL, 
	unit_price_net_idr BIGINT NOT NULL, 
	CONSTRAINT pk_price_changes PRIMARY KEY (id), 
	CONSTRAINT ck_price_changes_price CHECK (unit_price_net_idr > 0), 
	CONSTRAINT fk_price_changes_product_id FOREIGN KEY(product_id) REFERENCES products (id)
);
--
CREATE INDEX ix_price_changes_product_id ON price_changes (product_id);
--
CREATE TABLE product_freezes (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	frozen_at BIGINT NOT NULL, 
	frozen_by_id INTEGER NOT NULL, 
	frozen_version INTEGER NOT NULL, 
	thawed_at BIGINT, 
	thawed_by_id INTEGER, 
	CONSTRAINT pk_product_freezes PRIMARY KEY (id), 
	CONSTRAINT ck_product_freezes_thawed CHECK ((thawed_at IS NULL) = (thawed_by_id IS NULL)), 
	CONSTRAINT fk_product_freezes_product_id FOREIGN KEY(product_id) REFERENCES products (id), 
	CONSTRAINT fk_product_freezes_frozen_by_id FOREIGN KEY(frozen_by_id) REFERENCES users (id), 
	CONSTRAINT fk_product_freezes_thawed_by_id FOREIGN KEY(thawed_by_id) REFERENCES users (id)
);
--
CREATE UNIQUE INDEX ix_product_freezes_open ON product_freezes (product_id) WHERE thawed_at IS NULL;
--
CREATE TABLE product_search (
	place INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	revision BIGINT NOT NULL, 
	is_visible BOOLEAN NOT NULL, 
	is_available BOOLEAN NOT NULL, 
	category_code VARCHAR(5) NOT NULL, 
	region_code VARCHAR(13) NOT NULL, 
	domestic_band VARCHAR(12) NOT NULL, 
	business_class VARCHAR(10) NOT NULL, 
	on_time_permille INTEGER, 
	unit_price_net_idr BIGINT NOT NULL, 
	listed_at BIGINT NOT NULL, 
	peer_key VARCHAR(120) NOT NULL, 
	name_words TEXT NOT NULL, 
	all_words TEXT NOT NULL, 
	CONSTRAINT pk_product_search PRIMARY KEY (place), 
	CONSTRAINT uq_product_search_product_id UNIQUE (product_id), 
	CONSTRAINT fk_product_search_product_id FOREIGN KEY(product_id) REFERENCES products (id)
);
--
CREATE INDEX ix_product_search_peers ON product_search (peer_key, region_code, is_visible, unit_price_net_idr);
--
CREATE INDEX ix_product_search_revision ON product_search (revision);
--
CREATE VIRTUAL TABLE product_words USING fts5(name_words, all_words, content='product_search', content_rowid='place', tokenize='unicode61 remove_diacritics 0', prefix='2 3 4', detail='column');
--
CREATE TABLE order_documents (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	type VARCHAR(4) NOT NULL, 
	number VARCHAR(60) NOT NULL, 
	sequence INTEGER NOT NULL, 
	issued_at BIGINT NOT NULL, 
	signed_by INTEGER, 
	countersigned_by INTEGER, 
	countersigned_at BIGINT, 
	entry_index BIGINT, 
	data JSON NOT NULL, 
	CONSTRAINT pk_order_documents PRIMARY KEY (id), 
	CONSTRAINT fk_order_documents_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT uq_order_documents_number UNIQUE (number), 
	CONSTRAINT fk_order_documents_signed_by FOREIGN KEY(signed_by) REFERENCES users (id), 
	CONSTRAINT fk_order_documents_countersigned_by FOREIGN KEY(countersigned_by) REFERENCES users (id)
);
--
CREATE INDEX ix_order_documents_order_id ON order_documents (order_id);
--
CREATE TABLE offers (
	order_id INTEGER NOT NULL, 
	attempt INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	by_supplier BOOLEAN NOT NULL, 
	made_by INTEGER, 
	lines JSON NOT NULL, 
	goods_net_idr BIGINT NOT NULL, 
	shipping_net_idr BIGINT NOT NULL, 
	lead_days INTEGER NOT NULL, 
	note VARCHAR(300) NOT NULL, 
	valid_until BIGINT, 
	made_at BIGINT NOT NULL, 
	CONSTRAINT pk_offers PRIMARY KEY (order_id, attempt, round, by_supplier), 
	CONSTRAINT ck_offers_round CHECK (round BETWEEN 1 AND 5), 
	CONSTRAINT fk_offers_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_offers_made_by FOREIGN KEY(made_by) REFERENCES users (id)
);
--
CREATE TABLE amendments (
	order_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	by_supplier BOOLEAN NOT NULL, 
	due_on DATE NOT NULL, 
	lines JSON NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	proposed_by INTEGER, 
	proposed_at BIGINT NOT NULL, 
	is_agreed BOOLEAN, 
	answered_by INTEGER, 
	answered_at BIGINT, 
	CONSTRAINT pk_amendments PRIMARY KEY (order_id, number), 
	CONSTRAINT fk_amendments_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_amendments_proposed_by FOREIGN KEY(proposed_by) REFERENCES users (id), 
	CONSTRAINT fk_amendments_answered_by FOREIGN KEY(answered_by) REFERENCES users (id)
);
--
CREATE TABLE order_notes (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	action VARCHAR(24) NOT NULL, 
	by_user INTEGER, 
	role VARCHAR(20) NOT NULL, 
	at BIGINT NOT NULL, 
	text VARCHAR(1000) NOT NULL, 
	CONSTRAINT pk_order_notes PRIMARY KEY (id), 
	CONSTRAINT fk_order_notes_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_notes_by_user FOREIGN KEY(by_user) REFERENCES users (id)
);
--
CREATE INDEX ix_order_notes_order_id ON order_notes (order_id);
--
CREATE TABLE assessments (
	order_id INTEGER NOT NULL, 
	by_supplier BOOLEAN NOT NULL, 
	quality INTEGER NOT NULL, 
	cost INTEGER NOT NULL, 
	time INTEGER NOT NULL, 
	service INTEGER NOT NULL, 
	comment VARCHAR(500) NOT NULL, 
	made_by INTEGER, 
	made_at BIGINT NOT NULL, 
	CONSTRAINT pk_assessments PRIMARY KEY (order_id, by_supplier), 
	CONSTRAINT fk_assessments_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_assessments_made_by FOREIGN KEY(made_by) REFERENCES users (id)
);
--
CREATE TABLE complaints (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	by_supplier BOOLEAN NOT NULL, 
	text VARCHAR(1000) NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	filed_at BIGINT NOT NULL, 
	reply VARCHAR(1000), 
	replied_at BIGINT, 
	resolved_at BIGINT, 
	CONSTRAINT pk_complaints PRIMARY KEY (id), 
	CONSTRAINT fk_complaints_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);
--
CREATE INDEX ix_complaints_order_id ON complaints (order_id);
--
CREATE TABLE order_lines (
	order_id INTEGER NOT NULL, 
	line_number INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	product_name VARCHAR(160) NOT NULL, 
	category_code VARCHAR(5) NOT NULL, 
	unit VARCHAR(20) NOT NULL, 
	domestic_status VARCHAR(12) NOT NULL, 
	tkdn_percent INTEGER, 
	tax_class VARCHAR(12) NOT NULL, 
	quantity INTEGER NOT NULL, 
	list_price_net_idr BIGINT NOT NULL, 
	unit_price_net_idr BIGINT NOT NULL, 
	reference_price_idr BIGINT, 
	net_idr BIGINT NOT NULL, 
	tax_idr BIGINT NOT NULL, 
	cut_price_net_idr BIGINT, 
	despatched INTEGER NOT NULL, 
	received INTEGER NOT NULL, 
	received_on DATE, 
	accepted INTEGER NOT NULL, 
	CONSTRAINT pk_order_lines PRIMARY KEY (order_id, line_number), 
	CONSTRAINT ck_order_lines_quantity CHECK (quantity >= 1), 
	CONSTRAINT ck_order_lines_accepted CHECK (accepted >= 0 AND accepted <= received AND received <= despatched), 
	CONSTRAINT ck_order_lines_despatched CHECK (despatched <= quantity), 
	CONSTRAINT ck_order_lines_cut_price CHECK (cut_price_net_idr >= 0 AND cut_price_net_idr <= unit_price_net_idr), 
	CONSTRAINT ck_order_lines_net CHECK (net_idr = quantity * unit_price_net_idr), 
	CONSTRAINT fk_order_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_lines_product_id FOREIGN KEY(product_id) REFERENCES products (id)
)
 WITHOUT ROWID;
--
CREATE TABLE cart_lines (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	buyer_id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	product_version INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_cart_lines PRIMARY KEY (id), 
	CONSTRAINT uq_cart_lines_user_id_buyer_id_product_id UNIQUE (user_id, buyer_id, product_id), 
	CONSTRAINT ck_cart_lines_quantity CHECK (quantity >= 1), 
	CONSTRAINT fk_cart_lines_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_cart_lines_buyer_id FOREIGN KEY(buyer_id) REFERENCES buyers (id), 
	CONSTRAINT fk_cart_lines_product_id FOREIGN KEY(product_id) REFERENCES products (id)
);
